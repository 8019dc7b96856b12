/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool for development, not part of the package */
import { majorOf } from './versions';

/** What a child may know of this machine: its paths, language, time zone, certificates and proxies; nothing else. */
const PASSED_ON =
	/^(PATH|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(https?|no|all)_proxy)$/i;

/**
 * The environment of a test n8n: quiet (no telemetry, news, surveys or banners), without connections of its own to the
 * outside, reachable on this machine alone, and free to call a stand-in on 127.0.0.1.
 */
export function n8nEnvironment(instance: {
	version: string;
	userFolder: string;
	port: number;
	brokerPort: number;
	extra?: NodeJS.ProcessEnv;
}): NodeJS.ProcessEnv {
	const { version, userFolder, port, brokerPort, extra } = instance;
	const passedOn = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name));
	return {
		...Object.fromEntries(passedOn),
		NO_PROXY: withLocalHosts(process.env.NO_PROXY ?? process.env.no_proxy),
		no_proxy: withLocalHosts(process.env.NO_PROXY ?? process.env.no_proxy),
		NODE_ENV: 'production',
		HOME: userFolder,

		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		GENERIC_TIMEZONE: 'UTC',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',

		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',

		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		// The list of verified packages comes from n8n's servers; the package under test is in no such list.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',

		// Code nodes run in a task runner, which needs a port of its own.
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),

		...(majorOf(version) < 2
			? {
					N8N_RUNNERS_ENABLED: 'true',
					// Without a pool it writes an execution's status before its data: one that goes on after a pause is then
					// seen as ended, with the data of before.
					DB_SQLITE_POOL_SIZE: '2',
				}
			: {
					// Off unless asked for, even in 2.40; said here because it would refuse a stand-in on 127.0.0.1.
					N8N_SSRF_PROTECTION_ENABLED: 'false',
					// The one module that calls n8n's servers by itself when everything above is off.
					N8N_DISABLED_MODULES: 'mcp-registry',
				}),
		...extra,
	};
}

const withLocalHosts = (list: string | undefined): string =>
	[...new Set([...(list ?? '').split(','), '127.0.0.1', 'localhost', '::1'])]
		.filter(Boolean)
		.join(',');

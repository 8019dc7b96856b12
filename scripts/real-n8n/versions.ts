/** The newest n8n that installs completely from npm, and the one that the browser suite runs on. */
export const NEWEST_N8N = '2.41.1';

/** The last of the 1.x line, which many self-hosted installations still run. */
export const OLDER_N8N = '1.123.81';

export const TESTED_N8N = [NEWEST_N8N, OLDER_N8N];

/** The major version of a version such as `2.41.1`. */
export const majorOf = (version: string): number => Number.parseInt(version, 10);

/** The Node to run it on: n8n 2.x wants 24; 1.123 ships its sandbox for 22 and 24; older ones refuse more than 22. */
export const nodeMajorFor = (version: string): string => {
	const [major, minor] = version.split('.').map(Number);
	return major < 2 && minor < 123 ? '22' : '24';
};

/**
 * The package.json of the folder in which an n8n is installed.
 * n8n 1.x names xlsx by a tarball outside npm; the last release on npm stands in for it.
 * `allowScripts` is what npm 11 and later ask for before `npm rebuild` runs a package's own build.
 */
export const installManifest = (version: string): object => ({
	private: true,
	dependencies: { n8n: version },
	...(majorOf(version) < 2 ? { overrides: { xlsx: '0.18.5' } } : {}),
	allowScripts: { sqlite3: true },
});

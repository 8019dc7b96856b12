import {
	ApplicationError,
	type Icon,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';

import {
	bareToken,
	DEFAULT_BASE_URL,
	recipientFlaw,
	tokenFlaw,
} from '../nodes/GcoreStreamingAi/gcore/account';
import { connectionFlaw } from '../nodes/GcoreStreamingAi/gcore/connection';
import { FAILURES } from '../nodes/GcoreStreamingAi/gcore/failures';

const onStatus = (status: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value: status, message },
});

/** The one sentence that n8n shows, in the words that the node has for a status. */
const told = (status: number, before = '', remedy = FAILURES[status].remedy) =>
	onStatus(status, `${before}${FAILURES[status].message}. ${remedy}.`);

/** Statuses of an address behind which Gcore's API is not. */
const ELSEWHERE = [301, 302, 303, 307, 308, 404, 405];

export class GcoreApi implements ICredentialType {
	name = 'gcoreApi';

	displayName = 'Gcore API';

	icon: Icon = {
		light: 'file:../nodes/GcoreStreamingAi/gcore.svg',
		dark: 'file:../nodes/GcoreStreamingAi/gcore.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-gcore-streaming-ai/n8n-nodes-gcore-streaming-ai#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. 1234$abcdef',
			description:
				'A permanent API token, made in the Gcore Customer Portal under Profile, API Tokens. It is shown there only once.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Address of the Gcore API. Keep the default unless Gcore gave you another one.',
		},
	];

	/**
	 * A function, not a `generic` expression: the token reaches the header to the letter (no `$` is
	 * special), and n8n need not start its expression engine for every request.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions & { uri?: string },
	): Promise<IHttpRequestOptions> {
		const { apiKey, baseUrl } = credentials;
		// n8n's HTTP Request node speaks of the address as `uri`.
		const address = requestOptions.url ?? requestOptions.uri ?? '';
		const base = requestOptions.baseURL || undefined;
		const flaw =
			tokenFlaw(apiKey) ??
			recipientFlaw(address, base, baseUrl) ??
			// One of n8n's two forms of a request has no `uri`, and goes to the base then.
			(base && recipientFlaw(base, undefined, baseUrl)) ??
			connectionFlaw(requestOptions, new URL(address, base));
		if (flaw) throw new ApplicationError(flaw, { level: 'warning' });
		// For other nodes that use this credential; ours follows no redirect at all.
		requestOptions.sendCredentialsOnCrossOriginRedirect = false;
		requestOptions.headers = {
			...requestOptions.headers,
			Authorization: `apikey ${bareToken(String(apiKey))}`,
		};
		return requestOptions;
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.baseUrl || '').trim() || '${DEFAULT_BASE_URL}' }}`,
			url: '/streaming/ai/tasks',
			qs: { limit: 1 },
			// Older n8n would take the key along to another host.
			disableFollowRedirect: true,
		},
		rules: [
			// The user has the credential open.
			told(
				401,
				'',
				'Paste a token that is valid and not expired, or make a new one in the Gcore Customer Portal',
			),
			told(407),
			told(403),
			told(422, 'The API key works, but '),
			...ELSEWHERE.map((status) =>
				onStatus(
					status,
					`The Gcore API is not at this address (HTTP ${status}). Check 'Base URL'; the default is ${DEFAULT_BASE_URL}.`,
				),
			),
			{
				// A page of a proxy or a login, which came in place of the list.
				type: 'responseSuccessBody',
				properties: {
					key: 'results',
					value: undefined,
					message: `What has answered is not the Gcore API. Check 'Base URL' (the default is ${DEFAULT_BASE_URL}), and n8n's HTTPS_PROXY setting.`,
				},
			},
			// n8n goes through rules of both kinds; its type wants one.
		] as ICredentialTestRequest['rules'],
	};
}

import {
	ICredentialsHelper,
	type IDataObject,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';

export interface GcoreCredential {
	apiKey: string;
	baseUrl: string;
}

/** A credential with expressions gives each item one of its own. */
export type CredentialOf = (json: IDataObject) => GcoreCredential;

/** Hands nodes one credential, and authenticates requests with the package's own credential type. */
export class TestCredentials extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly data: GcoreCredential | CredentialOf,
	) {
		super();
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	) {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('The credential has no function');
		return await authenticate.call(this.type, credentials, options);
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Not used by the engine');
	}

	async getDecrypted(
		...[, , , , , , values]: Parameters<ICredentialsHelper['getDecrypted']>
	): Promise<ICredentialDataDecryptedObject> {
		if (typeof this.data !== 'function') return { ...this.data };
		const { connectionInputData = [], itemIndex = 0 } = values ?? {};
		return { ...this.data(connectionInputData[itemIndex]?.json ?? {}) };
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}
}

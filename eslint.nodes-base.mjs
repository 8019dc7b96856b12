import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const { community, credentials, nodes } = n8nNodesBase.configs;

/** The current eslint-plugin-n8n-nodes-base, newer than the one within `n8n-node lint`. */
export default [
	{ ignores: ['dist', 'coverage', 'node_modules'] },
	{ plugins: { 'n8n-nodes-base': n8nNodesBase }, languageOptions: { parser: tseslint.parser } },
	{ files: ['package.json'], rules: community.rules },
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...credentials.rules,
			// For slugs of n8n's own documentation; a community package gives an address.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...nodes.rules,
			// n8n's own plugin asks for NodeConnectionTypes and allows computed outputs, which these forbid.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
];

/* eslint-disable @n8n/community-nodes/no-restricted-globals */

// n8n reads it when its network part is first imported: to be imported before the engine.
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';

export {};

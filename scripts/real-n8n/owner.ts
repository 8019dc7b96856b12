/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- no secret: only for n8ns that a test throws away */
/** Who signs in. Only for n8ns that these scripts start on this machine and throw away; no secret. */
export const OWNER = {
	email: 'owner@n8n.example',
	firstName: 'Test',
	lastName: 'Owner',
	password: 'Only-for-tests-1',
};

/** n8n ties a session to the browser that signed in by this header; the editor keeps its value in `localStorage`. */
export const BROWSER_ID = 'gcore-streaming-ai-tests';

/** What users do to a workflow of examples/ before it can run, for jest and Playwright alike. */

interface Example {
	nodes: Array<{ parameters: object }>;
	pinData?: object;
}

export const VIDEO_ID = 5;

/** A video is picked in the first node that has a field for one. */
export function pickVideo<W extends Example>(workflow: W): W {
	const first = workflow.nodes.find(({ parameters }) => 'videoId' in parameters);
	const videoId = { __rl: true, mode: 'list', value: String(VIDEO_ID) };
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node === first ? { ...node, parameters: { ...node.parameters, videoId } } : node,
		),
	};
}

/** Gcore's webhook is called, and tells of a video. */
export const calledBack = <W extends Example>(workflow: W): W => ({
	...workflow,
	pinData: {
		'New Video': [
			{
				json: {
					body: { type: 'video', message: { video: { id: VIDEO_ID, status: 'ready' } } },
				},
			},
		],
	},
});

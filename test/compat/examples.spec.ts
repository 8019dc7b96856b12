import { readExamples, withCredential } from '../../scripts/real-n8n/examples';
import { modelCredential } from '../real/agents';
import { withModel } from '../real/assistant';
import { EXAMPLES, expectRun } from '../real/examples';
import { startModel } from '../real/model';
import { publicChat } from './chat';
import { expect, test } from './fixtures';

test('every example is known to these tests', async () => {
	expect(Object.keys(await readExamples())).toEqual(Object.keys(EXAMPLES).sort());
});

for (const file of Object.keys(EXAMPLES)) {
	test(`examples/${file} can be imported, and runs to its end`, async ({
		run,
		gcore,
		n8n,
		credential,
	}) => {
		const example = (await readExamples())[file];
		const model = await startModel();
		const account = await credential('examples');
		const ofModel = await modelCredential(n8n.api, model);
		const { prepare = (one) => one } = EXAMPLES[file];
		const workflow = prepare(withModel(withCredential(example, account), ofModel));
		const folder = n8n.userFolder;
		await expectRun(file, {
			gcore,
			folder,
			workflow,
			model,
			run: async () => await run(workflow),
			say: publicChat(n8n, workflow),
		});
		await model.close();
	});
}

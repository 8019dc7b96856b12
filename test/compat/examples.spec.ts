import { readExamples, withCredential } from '../../scripts/real-n8n/examples';
import { EXAMPLES, expectRun } from '../real/examples';
import { expect, test } from './fixtures';

test('every example is known to these tests', async () => {
	expect(Object.keys(await readExamples())).toEqual(Object.keys(EXAMPLES).sort());
});

for (const file of Object.keys(EXAMPLES)) {
	test(`examples/${file} can be imported, and runs to its end`, async ({
		run,
		gcore,
		n8n: { userFolder },
		credential,
	}) => {
		const example = (await readExamples())[file];
		const workflow = withCredential(example, await credential('examples'));
		await expectRun(file, { gcore, folder: userFolder, run: async () => await run(workflow) });
	});
}

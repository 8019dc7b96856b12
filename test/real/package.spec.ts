import { test } from '@playwright/test';
import { packPackage } from '../../scripts/real-n8n/package';

test('the package is built, and packed as npm would publish it', async () => {
	await packPackage({ target: test.info().project.outputDir });
});

const { join } = require('node:path');

const { outside } = globalThis;
const modules = join(__dirname, '../../../node_modules');

module.exports = outside
	? Object.create(outside.require('n8n-workflow'), {
			// With the timers of the test file, which jest may replace.
			sleep: { enumerable: true, value: require(join(modules, '@n8n/utils/dist/sleep.cjs')).sleep },
		})
	: require(join(modules, 'n8n-workflow'));

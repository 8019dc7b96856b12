require('../settings');

const { join, sep } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

const DIST = join(__dirname, '../../../dist') + sep;

/** Has our package loaded anew. */
const forgetPackage = () => {
	for (const file of Object.keys(require.cache)) {
		if (file.startsWith(DIST)) delete require.cache[file];
	}
};

/**
 * Each test file has globals and modules of its own, for which jest would load n8n's engine anew: 2,400 modules, more
 * than a second. Node itself loads it instead, once for each of jest's workers, and our package with it, as in n8n.
 * Only our package is loaded anew for each file, for it remembers.
 */
module.exports = class extends TestEnvironment {
	async setup() {
		await super.setup();
		forgetPackage();
		this.global.outside = { require, forgetPackage, Date };
	}
};

const { join } = require('node:path');

const { outside } = globalThis;

// A file with jest's usual environment has an engine of its own.
module.exports = outside
	? outside.require('n8n-core')
	: require(join(__dirname, '../../../node_modules/n8n-core'));

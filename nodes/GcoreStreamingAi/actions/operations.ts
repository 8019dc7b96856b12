import { outputTable } from '../outputs';
import { checkSupport } from './language/checkSupport.operation';
import type { Resource } from './operation';
import { cancel } from './task/cancel.operation';
import { cancelMany } from './task/cancelMany.operation';
import { create } from './task/create.operation';
import { get } from './task/get.operation';
import { getAll } from './task/getAll.operation';
import { wait } from './task/wait.operation';
import { addSubtitles } from './video/addSubtitles.operation';
import { getAllVideos } from './video/getAll.operation';

/** In the order of the editor's lists, which n8n wants by name. */
export const RESOURCES: Resource[] = [
	{
		name: 'Language',
		value: 'language',
		defaultOperation: 'checkSupport',
		operations: [checkSupport],
	},
	{
		name: 'Task',
		value: 'task',
		defaultOperation: 'cancel',
		operations: [cancel, cancelMany, create, get, getAll, wait],
	},
	{
		name: 'Video',
		value: 'video',
		defaultOperation: 'addSubtitles',
		operations: [addSubtitles, getAllVideos],
	},
];

export const DEFAULT_RESOURCE = 'task';

export const OUTPUTS = outputTable(RESOURCES, DEFAULT_RESOURCE);

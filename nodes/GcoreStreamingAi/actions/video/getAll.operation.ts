import type { INodeProperties } from 'n8n-workflow';

import { listFields } from '../../fields/list';
import { optionsField } from '../../fields/options';
import { collectVideos } from '../../gcore/pages';
import { VIDEO_STATUSES } from '../../gcore/video';
import { simpleVideo } from '../../task/video';
import { listing } from '../list';
import type { Operation } from '../operation';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Client User ID',
			name: 'clientUserId',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 1 },
			description: 'Only videos with this number of yours in client_user_id',
		},
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. Coffee Run',
			description: 'Finds the video with this ID or slug, and those with this text in their name',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			default: 'ready',
			description: 'Only videos with this status',
			options: VIDEO_STATUSES.map((status) => ({
				name: `${status[0].toUpperCase()}${status.slice(1)}`,
				value: status,
			})),
		},
		{
			displayName: 'Stream ID',
			name: 'streamId',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 1 },
			description: 'Only recordings of this live stream',
		},
	],
};

export const getAllVideos: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many videos',
		description: 'List the videos of the account',
	},
	toolDescription:
		'Lists the videos of the Gcore account with their video_id, name, status and addresses. Good for finding the video_id of a video that is known by its name.',
	fields: [...listFields, filters, optionsField()],
	item: listing({
		noun: 'video',
		filters,
		read: collectVideos,
		simple: (video) => simpleVideo(video, Date.now()),
		raw: (video) => video,
	}),
};

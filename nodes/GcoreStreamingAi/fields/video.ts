import type { INodeProperties } from 'n8n-workflow';

import { fromModel, leftToModel } from './tool';

const videoIdField: INodeProperties = {
	displayName: 'Video',
	name: 'videoId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	builderHint: {
		propertyHint:
			"Leave it out where the incoming items have a video_id, as those of Get Many of videos and of Create with a Gcore video do, or carry a task that Create has started with a Gcore video. Else give mode 'id'. Never make up an ID.",
	},
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select, or take it from the item...',
			typeOptions: { searchListMethod: 'searchVideos', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 70575',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://player.gvideo.co/videos/2675_FnlHXwA16ZMxmUr',
		},
	],
};

const FROM_MODEL = fromModel({
	name: 'video_id',
	description:
		'The video_id of the video at Gcore, as listing videos has given it: a whole number such as 70575. Never make one up.',
	otherwise: '$json.video_id',
});

/** A video of the account. @param description what is taken where it is left empty */
export const videoIdFields = (description: string) =>
	leftToModel({ ...videoIdField, description }, { mode: 'id', value: FROM_MODEL });

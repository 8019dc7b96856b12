const LOOK_ALIKES = '‹›｛｝＼＆';

/** A text letter by letter, look-alikes as what they stand for, without what has no looks and the shafts of arrows. */
export const lettersOf = (text: string): string =>
	text
		.replace(/[‹›｛｝＼＆]/g, (letter) => '<>{}\\&'[LOOK_ALIKES.indexOf(letter)])
		.replace(/[-\s\p{Cc}\p{DI}\p{Cs}\p{Noncharacter_Code_Point}\u2800\uFFFD]/gu, '');

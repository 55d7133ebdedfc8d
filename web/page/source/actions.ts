// Which actions of the faces' table (ui/face/actions.c, as the API gives it) this page has as buttons. Names, keys and help are
// the table's; what is missing here a browser does by itself (moving, searching), or only a terminal has.
import { type Action } from './api';

const groups = [
    ['run', 'edit', 'copy'], ['tasks', 'check', 'hint', 'solution', 'skip', 'why'], ['undo', 'redo', 'reset', 'next'],
    ['mesh', 'trace', 'timeline', 'files'], ['focus', 'focus-back', 'large', 'command', 'theme', 'help', 'quit'],
];

export function groupsOf(table: Action[]): Action[][] {
    return groups.map(names => names.map(name => table.find(action => action.name === name)).filter(action => action !== undefined))
        .filter(group => group.length);
}

/** The action that a single letter stands for, as KeyboardEvent.key has it. */
export function actionOfKey(table: Action[], key: string): Action | undefined {
    return [...key].length === 1 && key !== ' ' ? groupsOf(table).flat().find(action => action.keys.split(' ').includes(key)) : undefined;
}

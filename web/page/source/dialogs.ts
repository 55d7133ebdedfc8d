// What opens over the page: help, settings, the line where an action is named. A dialog is the browser's own: Esc closes it,
// and the focus goes back to where it was.
import { type Action } from './api';
import { button, make, replace } from './dom';
import { change, settings, type Settings } from './settings';

function dialog(title: string, ...content: Node[]): HTMLDialogElement {
    const id = `dialog-${title.toLowerCase().replace(/\W+/g, '-')}`;
    const element = make('dialog', { 'aria-labelledby': id }, make('div', { class: 'bar' }, make('h2', { id }, title),
        make('span', { class: 'gap' }), button('Close', () => element.close())), ...content);
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    element.showModal();
    return element;
}

export function showHelp(actions: Action[]): void {
    const row = (keys: string, what: string): HTMLElement => make('tr', {}, make('td', {}, make('kbd', {}, keys)), make('td', {}, what));
    dialog('Help', make('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Keys' },
        make('p', {}, 'In the terminal every key is the shell\'s, but for these ways out of it: ', make('kbd', {}, 'F6'), ' and ', make('kbd', {}, 'Ctrl+]'),
            ' go to the next pane, ', make('kbd', {}, 'Shift+F6'), ' to the one before, ', make('kbd', {}, 'Tab'), ' at an empty prompt and ',
            make('kbd', {}, 'Shift+Tab'), ' leave it as they leave any field.'),
        make('table', {}, make('caption', {}, 'Actions: the buttons, and their keys while the lesson or a view has the focus'),
            make('thead', {}, make('tr', {}, ...['Key', 'Action', 'What it does', 'In the shell'].map(text => make('th', { scope: 'col' }, text)))),
            make('tbody', {}, ...actions.map(action => make('tr', {}, make('td', {}, action.keys ? make('kbd', {}, action.keys) : ''),
                make('td', {}, action.name), make('td', {}, action.help), make('td', {}, action.command ? make('code', {}, action.command) : ''))))),
        make('table', {}, make('caption', {}, 'Other keys'), make('tbody', {},
            row('arrows, j, k', 'move the mark in the lesson from command to command'),
            row('Ctrl+Shift+C, Ctrl+Shift+V', 'copy and paste in the terminal; Ctrl+C copies where something is selected'),
            row('Ctrl+Shift+Up, Down', 'to the prompt before, and to the next, in what the terminal has shown'),
            row('arrows on a bar between panes', 'move it; Enter puts the pane away and brings it back'),
            row('Left, Right in Mesh and Trace', 'one hop back, one hop on'),
            row('Ctrl+S', 'saves the file in the editor; Esc and then Tab leaves the editor'),
            row('?', 'this page')))));
}

export function showSettings(): void {
    const box = (key: 'screenReader' | 'letterKeys' | 'runAtOnce', label: string): HTMLElement => make('label', { class: 'choice' },
        make('input', { type: 'checkbox', checked: settings[key], on: { change: event => change({ [key]: (event.target as HTMLInputElement).checked }) } }), ` ${label}`);
    const choose = <Key extends 'theme' | 'motion' | 'meshAs'>(key: Key, label: string, values: [Settings[Key], string][]): HTMLElement => {
        const select = make('select', { on: { change: event => change({ [key]: (event.target as HTMLSelectElement).value }) } },
            ...values.map(([value, text]) => make('option', { value, selected: settings[key] === value }, text)));
        return make('label', { class: 'choice' }, `${label} `, select);
    };
    const size = make('input', { type: 'number', min: 8, max: 40, value: settings.fontSize, on: { change: event => {
        const value = Number((event.target as HTMLInputElement).value);
        if (value >= 8 && value <= 40)
            change({ fontSize: value });
    } } });
    dialog('Settings',
        choose('theme', 'Colours', [['system', 'as the system has them'], ['light', 'light'], ['dark', 'dark']]),
        choose('motion', 'Requests in the mesh', [['system', 'as the system asks for'], ['animate', 'travel'], ['step', 'step by step']]),
        choose('meshAs', 'The mesh', [['picture', 'as a picture'], ['table', 'as tables']]),
        make('label', { class: 'choice' }, 'Letters in the terminal and the editor ', size),
        box('screenReader', 'Screen reader mode of the terminal'),
        box('letterKeys', 'Single letters are keys in the lesson and the views'),
        box('runAtOnce', 'Run blocks of several lines at once, without waiting for Enter'),
        make('p', { class: 'quiet' }, 'They are kept in this browser.'));
}

/** The ":" line: the name of an action, or a command of lab. */
export function askCommand(actions: Action[], perform: (name: string) => void, type: (line: string) => void): void {
    const names = make('datalist', { id: 'action-names' }, ...actions.map(action => make('option', { value: action.name }, action.help)));
    const field = make('input', { type: 'text', list: 'action-names', 'aria-label': 'An action, or a command of lab', autocomplete: 'off', spellcheck: 'false' });
    const form = make('form', { on: { submit: event => {
        event.preventDefault();
        const text = field.value.trim();
        element.close();
        if (actions.some(action => action.name === text))
            perform(text);
        else if (text)
            type(text.startsWith('lab ') || text === 'lab' ? text : `lab ${text}`);
    } } }, field, names, make('button', { type: 'submit', class: 'main' }, 'Do it'));
    const element = dialog('Command', form);
    field.focus();
}

/** Resolves to the answer; closing the dialog is a no. */
export function ask(title: string, text: string, yes: string, no = 'Cancel'): Promise<boolean> {
    return new Promise(done => {
        let answer = false;
        const place = make('div', { class: 'bar' });
        const element = dialog(title, make('p', {}, text), place);
        const refuse = button(no, () => element.close());
        replace(place, button(yes, () => {
            answer = true;
            element.close();
        }, { class: 'main' }), refuse);
        element.addEventListener('close', () => done(answer));
        refuse.focus();
    });
}

/** One line of text. [take] does what is wanted with it, or gives what is wrong with it in words: then the dialog stays. */
export function askText(title: string, label: string, value: string, yes: string, take: (text: string) => Promise<string | null>): void {
    const wrong = make('p', { class: 'wrong', id: 'dialog-wrong', role: 'alert' });
    const field = make('input', { type: 'text', id: 'dialog-field', value, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': wrong.id, required: true });
    const go = make('button', { type: 'submit', class: 'main' }, yes);
    const refuse = (problem: string): void => {
        wrong.textContent = problem;
        field.setAttribute('aria-invalid', 'true');
        field.focus();
    };
    const submit = async (): Promise<void> => {
        go.disabled = true;
        const problem = await take(field.value.trim());
        go.disabled = false;
        if (problem)
            refuse(problem);
        else
            element.close();
    };
    const form = make('form', { class: 'ask', novalidate: true, on: { submit: event => {
        event.preventDefault();
        void submit();
    }, input: () => {
        wrong.textContent = '';
        field.removeAttribute('aria-invalid');
    } } }, make('label', { for: field.id }, label), field, wrong, make('div', { class: 'bar' }, go, button('Cancel', () => element.close())));
    const element = dialog(title, form);
    field.focus();
    field.setSelectionRange(value.lastIndexOf('/') + 1, value.includes('.') ? value.lastIndexOf('.') : value.length);
}

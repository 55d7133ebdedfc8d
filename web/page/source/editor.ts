// The code editor: CodeMirror on the files of the simulated machine. A save is an input of the sitting, as what is typed is;
// problems are said in the words of `kubectl apply`; nothing is applied but by the button.
import { autocompletion, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { Refused, type Change, type Flip, type Problem } from './api';
import { plural, say, warn } from './announce';
import { fromColumn, quoteForShell, toColumn } from './columns';
import { ask, askText } from './dialogs';
import { button, later, make, replace } from './dom';
import { nonce } from './nonce';
import { type Session } from './session';
import { onSettings } from './settings';
import { type Panel } from './tabs';
import { isDark, letterSize } from './theme';
import { changeText, flipText } from './words';

interface FileRow { path: string; directory?: boolean; size: number }
interface Open { path: string; state: EditorState; etag: string | null; saved: string }

const highlight = HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
    { tag: [tags.string, tags.content], color: 'var(--code-text)' },
    { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: 'var(--code-word)' },
    { tag: [tags.comment, tags.lineComment, tags.meta], color: 'var(--quiet)', fontStyle: 'italic' },
    { tag: [tags.punctuation, tags.separator], color: 'var(--quiet)' },
]);

const look = EditorView.theme({
    '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--code-ground)', fontSize: 'var(--code-size)' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.45' },
    '.cm-content': { caretColor: 'var(--text)' },
    '.cm-cursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
    '.cm-gutters': { backgroundColor: 'var(--code-ground)', color: 'var(--quiet)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--line)' },
    '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--edge)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
    '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal', opacity: '.85' },
});

export function isManifest(path: string): boolean {
    return /\.(ya?ml|json)$/i.test(path);
}

/** A path of the machine as the API's. */
export function fileAddress(path: string): string {
    return `/files${path.split('/').map(encodeURIComponent).join('/')}`;
}

export class EditorPanel implements Panel {
    readonly id = 'editor';
    readonly title: string;
    readonly element: HTMLElement;
    private readonly tree = make('nav', { class: 'tree', 'aria-label': 'Files' });
    private readonly place = make('div', { class: 'code-place' });
    private readonly name = make('span', { class: 'file-name' }, 'no file');
    private readonly told = make('div', { class: 'problems', role: 'group', 'aria-label': 'What kubectl apply would say', tabindex: 0 });
    private readonly view: EditorView;
    private readonly theme = new Compartment();
    private readonly opened = new Map<string, Open>();
    private current: Open | null = null;
    private validation = 0;
    private readonly validateSoon = later(500, () => void this.validate());
    private readonly buttons: HTMLButtonElement[];

    constructor(private readonly session: Session, title: string, private readonly root: string) {
        this.title = title;
        this.buttons = [
            button('save', () => void this.save(), { title: 'Ctrl+S' }),
            button('apply', () => void this.apply(), { class: 'main', title: 'Saves, and runs kubectl apply -f in the terminal' }),
            button('rename', () => this.rename()),
            button('delete', () => void this.remove()),
            button('What would this change?', () => void this.whatIf(), { title: 'Which requests would come out otherwise; nothing is applied' }),
        ];
        this.view = new EditorView({ parent: this.place, state: this.stateOf('') });
        this.element = make('div', { class: 'editor' },
            make('div', { class: 'side-files' }, this.tree, button('New file', () => this.create())),
            make('div', { class: 'work' }, make('div', { class: 'bar' }, this.name, make('span', { class: 'gap' }), ...this.buttons),
                this.place, this.told, make('p', { class: 'quiet out' }, 'Tab indents. ', make('kbd', {}, 'Esc'), ' then ', make('kbd', {}, 'Tab'), ', or ', make('kbd', {}, 'F6'), ', leaves the editor.')));
        onSettings(() => {
            this.place.style.setProperty('--code-size', `${letterSize()}px`);
            this.view.dispatch({ effects: this.theme.reconfigure(EditorView.darkTheme.of(isDark())) });
        });
        session.on('changed', what => {
            if (what.includes('files'))
                void this.refresh();
        });
        session.on('again', () => void this.refresh());
        this.enable();
        void this.refresh();
    }

    focus(): void {
        if (this.current)
            this.view.focus();
        else
            (this.tree.querySelector<HTMLElement>('button') ?? this.element.querySelector<HTMLElement>('button'))?.focus();
    }

    shown(): void {
        this.view.requestMeasure();
    }

    private stateOf(text: string, path = ''): EditorState {
        return EditorState.create({
            doc: text,
            extensions: [
                EditorView.cspNonce.of(nonce), lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), drawSelection(), history(),
                bracketMatching(), indentOnInput(), highlightSelectionMatches(), syntaxHighlighting(highlight), look,
                this.theme.of(EditorView.darkTheme.of(isDark())), EditorState.tabSize.of(2), EditorView.lineWrapping,
                EditorState.readOnly.of(!path), EditorView.contentAttributes.of({ 'aria-label': path ? `${path}: F6 leaves the editor` : 'No file is open' }),
                ...(isManifest(path) ? [yaml(), lintGutter(), autocompletion({ override: [context => this.complete(context)] })] : []),
                keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => (void this.save(), true) },
                    ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
                EditorView.updateListener.of(update => {
                    if (update.docChanged) {
                        this.enable();
                        this.validateSoon();
                    }
                }),
            ],
        });
    }

    // --- files ---

    private async refresh(): Promise<void> {
        const files = await this.session.lookList<FileRow>(`/files?under=${encodeURIComponent(this.root)}`, 'files');
        if (!files)
            return;
        this.drawTree(files);
        const open = this.current;
        if (!open || !open.etag)
            return;
        try {
            const file = await this.session.get<{ text: string; etag: string }>(fileAddress(open.path));
            if (file.etag === open.etag || this.current !== open)
                return;
            if (this.text() === open.saved)
                this.put({ path: open.path, state: this.stateOf(file.text, open.path), etag: file.etag, saved: file.text });
            else if (file.text !== open.saved)
                say(`${open.path} was changed elsewhere meanwhile. What you write here is kept; saving asks which of the two stays.`);
        } catch (problem) {
            if (problem instanceof Refused && problem.status === 404) {
                say(`${open.path} is not there any more. save writes it again.`);
                open.etag = null;
                open.saved = '';
                this.enable();
            } else {
                warn(problem);
            }
        }
    }

    private drawTree(files: FileRow[]): void {
        const lists = new Map<string, HTMLElement>([[this.root, make('ul', {})]]);
        const shut = new Set([...this.tree.querySelectorAll('details:not([open])')].map(one => (one as HTMLElement).dataset['path']));
        for (const file of files) {
            const parent = file.path.slice(0, file.path.lastIndexOf('/')) || '/', name = file.path.slice(file.path.lastIndexOf('/') + 1);
            const list = lists.get(parent);
            if (!list || file.path === this.root)
                continue;
            if (file.directory) {
                const inner = make('ul', {});
                lists.set(file.path, inner);
                list.append(make('li', {}, make('details', { open: !shut.has(file.path) && !name.startsWith('.'), 'data-path': file.path }, make('summary', {}, `${name}/`), inner)));
            } else {
                list.append(make('li', {}, button(name, () => void this.open(file.path), { 'data-path': file.path, title: `${file.path}, ${file.size} bytes` })));
            }
        }
        const root = lists.get(this.root)!;
        replace(this.tree, make('p', { class: 'quiet' }, this.root), root.children.length ? root : make('p', { class: 'quiet' }, 'no files yet'));
        this.markTree();
    }

    private markTree(): void {
        for (const row of this.tree.querySelectorAll<HTMLElement>('button')) {
            const is = row.dataset['path'] === this.current?.path;
            if (is)
                row.setAttribute('aria-current', 'true');
            else
                row.removeAttribute('aria-current');
        }
    }

    async open(path: string): Promise<void> {
        const kept = this.opened.get(path);
        if (kept) {
            this.put(kept);
            this.view.focus();
            return;
        }
        try {
            const file = await this.session.get<{ text: string; etag: string }>(fileAddress(path));
            this.put({ path, state: this.stateOf(file.text, path), etag: file.etag, saved: file.text });
            this.view.focus();
        } catch (problem) {
            warn(problem);
        }
    }

    /** The path that was meant, and NULL; or why it is none. */
    private path(text: string): [string, string | null] {
        const path = text.startsWith('/') ? text : `${this.root === '/' ? '' : this.root}/${text}`;
        return [path, !text || path.endsWith('/') ? 'A file needs a name.' :
            path.split('/').some(part => part === '.' || part === '..') ? 'A path has no "." or ".." here.' :
                path.split('/').slice(1).includes('') ? 'A part of the path has no name.' : null];
    }

    private create(): void {
        askText('New file', 'Its path', `${this.root === '/' ? '' : this.root}/policy.yaml`, 'Begin', async text => {
            const [path, problem] = this.path(text);
            if (problem)
                return problem;
            if (this.opened.has(path) || await this.isThere(path))
                return `${path} is there already. The list has it.`;
            this.put({ path, state: this.stateOf('', path), etag: null, saved: '' });
            this.focusBehindDialog();
            say(`${path} is new: save writes it.`);
            return null;
        });
    }

    private async isThere(path: string): Promise<boolean> {
        const under = path.slice(0, path.lastIndexOf('/')) || '/';
        const files = await this.session.list<FileRow>(`/files?under=${encodeURIComponent(under)}`, 'files').catch(() => []);
        return files.some(file => file.path === path);
    }

    /** The dialog gives the focus back when it closes. */
    private focusBehindDialog(): void {
        setTimeout(() => this.view.focus(), 0);
    }

    private rename(): void {
        const open = this.current;
        if (!open)
            return;
        askText('Rename', `The new path of ${open.path}`, open.path, 'Rename', async text => {
            const [to, problem] = this.path(text);
            if (problem || to === open.path)
                return problem ?? 'It has this path already.';
            if (await this.isThere(to))
                return `${to} is there already: delete it first, or take another name.`;
            try {
                await this.session.api.post<void>(`${this.session.path}${fileAddress(open.path)}`, { rename: to });
            } catch (refused) {
                return `It is not renamed: ${refused instanceof Error ? refused.message : String(refused)}`;
            }
            const written = this.text() === open.saved ? null : this.text();
            this.opened.delete(open.path);
            this.current = null;
            await this.open(to);
            if (written !== null) // and not saved: it stays so under the new name
                this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: written } });
            await this.refresh();
            this.focusBehindDialog();
            say(`${open.path} is ${to} now.`);
            return null;
        });
    }

    private async remove(): Promise<void> {
        const open = this.current;
        if (!open || !(await ask('Delete the file?', `${open.path} goes. lab undo brings it back.`, 'Delete')))
            return;
        try {
            await this.session.api.ask<void>('DELETE', `${this.session.path}${fileAddress(open.path)}`);
            this.opened.delete(open.path);
            this.current = null;
            this.view.setState(this.stateOf(''));
            replace(this.told);
            this.enable();
            await this.refresh();
            this.focus();
            say(`${open.path} is deleted.`);
        } catch (problem) {
            warn(problem);
        }
    }

    private put(open: Open): void {
        if (this.current)
            this.current.state = this.view.state;
        this.opened.set(open.path, open);
        this.current = open;
        this.view.setState(open.state);
        this.view.dispatch({ effects: this.theme.reconfigure(EditorView.darkTheme.of(isDark())) });
        replace(this.told);
        this.enable();
        this.markTree();
        void this.validate();
    }

    private text(): string {
        return this.view.state.doc.toString();
    }

    private enable(): void {
        const open = this.current, dirty = open !== null && (open.etag === null || this.text() !== open.saved);
        this.name.textContent = open ? `${open.path}${dirty ? ' (not saved)' : ''}` : 'no file is open';
        this.buttons.forEach((one, at) => {
            const isStored = at === 2 || at === 3; // rename and delete
            one.disabled = !open || (isStored ? open.etag === null : at > 0 && !isManifest(open.path));
        });
    }

    /** False: it is not saved. */
    async save(): Promise<boolean> {
        const open = this.current;
        if (!open)
            return false;
        const text = this.text();
        try {
            await this.write(open, text, open.etag);
        } catch (problem) {
            if (!(problem instanceof Refused && problem.error === 'changed')) {
                warn(problem);
                return false;
            }
            if (!(await ask('Changed elsewhere', `${open.path} was changed since you opened it. Write yours over it?`, 'Write mine')))
                return false;
            try {
                await this.write(open, text, null);
            } catch (again) {
                warn(again);
                return false;
            }
        }
        this.enable();
        say(`${open.path} is saved.`);
        return true;
    }

    private async write(open: Open, text: string, etag: string | null): Promise<void> {
        const saved = await this.session.api.ask<{ etag: string }>('PUT', `${this.session.path}${fileAddress(open.path)}`, { text },
            etag ? { 'If-Match': etag } : {});
        open.etag = saved.etag;
        open.saved = text;
    }

    // --- what the cluster says of it ---

    private async apply(): Promise<void> {
        if (await this.save())
            this.session.put(`kubectl apply -f ${quoteForShell(this.current!.path)}`, true);
    }

    private async validate(): Promise<void> {
        const open = this.current, number = ++this.validation;
        if (!open || !isManifest(open.path) || !this.text().trim()) {
            this.view.dispatch(setDiagnostics(this.view.state, []));
            replace(this.told);
            return;
        }
        try {
            const { problems } = await this.session.api.post<{ problems: Problem[] }>(`${this.session.path}/validate`, { path: open.path, text: this.text() });
            if (number === this.validation && this.current === open)
                this.showProblems(problems);
        } catch (problem) {
            if (number === this.validation)
                replace(this.told, make('p', { class: 'quiet' }, problem instanceof Error ? problem.message : ''));
        }
    }

    private showProblems(problems: Problem[]): void {
        const doc = this.view.state.doc;
        const diagnostics = problems.map(problem => this.diagnose(doc, problem));
        this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
        replace(this.told, problems.length ? make('ul', {}, ...problems.map((problem, at) => make('li', {},
            button(`${problem.severity === 'warning' ? '⚠' : '✖'} line ${problem.line}`, () => this.goTo(diagnostics[at]!.from), {}), ` ${problem.message}`))) :
            make('p', { class: 'verdict good' }, '✔ kubectl apply would take this'));
    }

    private diagnose(doc: Text, problem: Problem): Diagnostic {
        const line = doc.line(Math.min(Math.max(problem.line, 1), doc.lines));
        const from = line.from + fromColumn(line.text, problem.column || 1);
        const word = /^[^\s:]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
        return { from, to: Math.min(from + word, line.to), severity: problem.severity === 'warning' ? 'warning' : 'error', message: problem.message };
    }

    private goTo(at: number): void {
        this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
        this.view.focus();
    }

    private async complete(context: CompletionContext): Promise<CompletionResult | null> {
        const line = context.state.doc.lineAt(context.pos);
        if (!context.explicit && !/[\w/.-]$/.test(line.text.slice(0, context.pos - line.from)))
            return null;
        try {
            const { from, words } = await this.session.api.post<{ from: number; to: number; words: { word: string; kind: string; detail: string }[] }>(
                `${this.session.path}/fields`, { text: context.state.doc.toString(), line: line.number, column: toColumn(line.text, context.pos - line.from) });
            return {
                from: line.from + fromColumn(line.text, from),
                options: words.map(word => ({ label: word.word, detail: word.detail, type: word.kind === 'field' ? 'property' : 'constant' })),
                validFor: /^[\w/.-]*$/,
            };
        } catch {
            return null; // a completion that does not come is no news
        }
    }

    private async whatIf(): Promise<void> {
        try {
            const { changes, flips } = await this.session.api.post<{ changes: Change[]; flips: Flip[] }>(`${this.session.path}/what-if`, { path: this.current?.path, text: this.text() });
            replace(this.told, make('p', {}, make('strong', {}, 'If it were applied:')),
                changes.length ? make('ul', { class: 'changes' }, ...changes.map(one => make('li', {}, changeText(one)))) : make('p', {}, 'No object would change.'),
                flips.length ? make('ul', { class: 'flips' }, ...flips.map(one => make('li', {}, `⇄ ${flipText(one)}`))) : make('p', {}, 'No request that you have sent would come out otherwise.'));
            say(`It would change ${plural(changes.length, 'object')} and turn ${plural(flips.length, 'request')}.`);
            this.told.focus();
        } catch (problem) {
            warn(problem);
        }
    }
}

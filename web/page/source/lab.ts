// The lab on a page. The server has written a whole lab in HTML already: this takes its place only once it has what it needs.
import { actionOfKey, groupsOf } from './actions';
import { announcers, say, warn } from './announce';
import { Api, type Block, type Lab, type Mesh, type Request, type Tab, type Tasks } from './api';
import { ask, askCommand, showHelp, showSettings } from './dialogs';
import { later, make } from './dom';
import { InstructorBar } from './instructor';
import { Layout } from './layout';
import { Lesson } from './lesson';
import { type MeshPanel } from './mesh';
import { Session } from './session';
import { change, settings } from './settings';
import { type Panel } from './tabs';
import { TaskPanel } from './tasks';
import { TerminalPanel } from './terminal';
import { followTheme, isDark } from './theme';
import { TimelinePanel } from './timeline';
import { Toolbar } from './toolbar';
import { TracePanel } from './trace';
import { TranscriptPanel } from './transcript';
import { requestSentence } from './words';

/** Ids are numbers there, and names here. */
function named(request: Request): Request {
    return { ...request, id: String(request.id) };
}

/** A panel whose code comes when it is first looked at. */
class LatePanel implements Panel {
    readonly element = make('div', { class: 'late' });
    private inner: Panel | null = null;
    private asked = false;

    constructor(readonly id: string, readonly title: string, private readonly load: () => Promise<Panel>) {}

    shown(): void {
        this.inner?.shown?.();
        if (this.asked)
            return;
        this.asked = true;
        this.load().then(panel => {
            this.inner = panel;
            this.element.replaceChildren(panel.element);
            panel.shown?.();
        }, (problem: unknown) => {
            this.asked = false;
            warn(problem);
        });
    }

    focus(): void {
        this.inner?.focus?.();
    }
}

class Page {
    readonly instructor: InstructorBar;
    private readonly lesson: Lesson;
    private readonly trace: TracePanel;
    private readonly tasks: TaskPanel;
    private readonly layout: Layout;
    private readonly toolbar: HTMLElement;
    private readonly progress = make('span', { class: 'progress' });
    private readonly saved = make('span', { class: 'state' });
    private mesh: MeshPanel | null = null;
    private known: { mesh: Mesh; requests: Request[] } | null = null;
    private seen = new Set<string>();
    private editors = 0;

    constructor(private readonly session: Session) {
        this.lesson = new Lesson(session);
        const closely = (request: Request): Promise<Request | null> =>
            session.get<Request>(`/requests/${encodeURIComponent(request.id)}`).then(named, () => null); // what the list says is all then
        this.trace = new TracePanel(closely);
        this.tasks = new TaskPanel(session, (done, required) => this.showProgress(done, required));
        this.instructor = new InstructorBar(session);
        const mesh = new LatePanel('mesh', 'Mesh', async () => {
            const { MeshPanel } = await import('./mesh');
            this.mesh = new MeshPanel((id, step) => {
                this.layout.show('trace', false);
                this.trace.open(id, step);
            }, closely);
            if (this.known)
                this.mesh.show(this.known.mesh, this.known.requests, []);
            return this.mesh;
        });
        this.toolbar = new Toolbar(session.lab.actions, name => this.perform(name), showSettings).element;
        this.layout = new Layout({
            lesson: this.lesson, tasks: this.tasks, work: [...this.workPanels(), new TranscriptPanel(session)],
            views: [mesh, this.trace, new TimelinePanel(session)],
        }, this.toolbar);
        session.reveal = id => this.layout.reveal(id);
        const look = later(50, () => void this.look());
        session.on('changed', what => {
            if (what.includes('requests') || what.includes('mesh'))
                look();
        });
        session.on('again', look);
        session.on('status', status => {
            this.saved.textContent = status.saved ? 'saved' : 'not saved';
        });
        document.addEventListener('keydown', event => this.key(event));
    }

    private workPanels(): Panel[] {
        let terminals = 0;
        const panels = this.session.lab.tabs.map((tab, at): Panel => {
            if (tab.type === 'terminal')
                return new TerminalPanel(this.session, String(++terminals), tab.title);
            return tab.type === 'code' ? this.editor(tab, at) : this.strange(tab, at);
        });
        return terminals ? panels : [new TerminalPanel(this.session, '1', 'Terminal'), ...panels];
    }

    private editor(tab: Tab, at: number): Panel {
        return new LatePanel(this.editors++ ? `editor-${at}` : 'editor', tab.title, async () => {
            const { EditorPanel } = await import('./editor');
            return new EditorPanel(this.session, tab.title, tab.path || '/root');
        });
    }

    private strange(tab: Tab, at: number): Panel {
        return { id: `tab-${at}`, title: tab.title, element: make('div', { class: 'scroll' }, make('p', {}, `A tab of type "${tab.type}" is not simulated.`)) };
    }

    build(blocks: Block[], tasks: Tasks): HTMLElement[] {
        const { title, track, done, required, saved } = this.session.lab;
        this.lesson.show(title, blocks);
        this.showProgress(done, required);
        this.saved.textContent = saved ? 'saved' : 'not saved';
        this.tasks.begin(tasks);
        void this.look();
        return [
            make('a', { class: 'skip', href: '#lesson-side' }, 'To the lesson'), make('a', { class: 'skip', href: '#work' }, 'To the lab'),
            make('header', { class: 'header' }, make('a', { href: '/', title: 'All challenges' }, 'ambit'), make('h1', {}, title),
                track ? make('span', { class: 'quiet' }, `${track.title}, ${track.position} of ${track.count}`) : null, make('span', { class: 'gap' }), this.progress, this.saved),
            make('div', {}, this.toolbar, this.instructor.element), this.layout.element, announcers(),
        ];
    }

    begin(): void {
        this.session.typists[0]?.connect();
    }

    private showProgress(done: number, required: number): void {
        this.progress.textContent = required ? `${done === required ? '✔ ' : ''}${done} of ${required} tasks` : '';
        this.progress.classList.toggle('good', required > 0 && done === required);
    }

    /** The mesh and the requests, and which of these are new. */
    private async look(): Promise<void> {
        try {
            const [mesh, list] = await Promise.all([this.session.get<Mesh>('/mesh'), this.session.list<Request>('/requests', 'requests')]);
            const requests = list.map(named);
            const key = (request: Request): string => `${request.id} ${request.at}`;
            const fresh = this.known ? requests.filter(request => !this.seen.has(key(request))) : [];
            this.seen = new Set(requests.map(key));
            this.known = { mesh, requests };
            this.trace.show(requests);
            this.mesh?.show(mesh, requests, fresh);
            const last = fresh[fresh.length - 1];
            if (last)
                say(requestSentence(last));
        } catch (problem) {
            this.session.warnOfLook(problem);
        }
    }

    perform(name: string): void {
        const { lab } = this.session;
        switch (name) {
        case 'run':
            this.lesson.run();
            break;
        case 'edit':
            this.lesson.edit();
            break;
        case 'mesh':
        case 'trace':
        case 'timeline':
            this.layout.show(name, true);
            break;
        case 'copy':
            this.lesson.copyMarked();
            break;
        case 'tasks':
            this.layout.show('tasks', true);
            break;
        case 'files':
            if (!this.layout.show('editor', true))
                warn('This challenge has no editor: nano and vi are at the prompt.');
            break;
        case 'focus':
        case 'focus-back':
            this.layout.cycle(name === 'focus' ? 1 : -1);
            break;
        case 'theme':
            change({ theme: isDark() ? 'light' : 'dark' });
            say(`The page is ${isDark() ? 'dark' : 'light'} now.`);
            break;
        case 'large':
            this.layout.large();
            break;
        case 'command':
            askCommand(groupsOf(lab.actions).flat(), action => this.perform(action), line => this.session.put(line, true));
            break;
        case 'help':
            showHelp(groupsOf(lab.actions).flat());
            break;
        case 'quit':
            void ask('Quit the lab?', 'What is saved stays, and can be gone on with.', 'Quit', 'Stay').then(quits => (quits ? this.session.leave() : undefined));
            break;
        default:
            void this.session.act(name);
        }
    }

    private key(event: KeyboardEvent): void {
        const target = event.target instanceof Element ? event.target : null;
        if (event.defaultPrevented || document.querySelector('dialog[open]'))
            return;
        if (event.key === 'F6' || (event.key === ']' && event.ctrlKey)) {
            this.layout.cycle(event.shiftKey ? -1 : 1);
            event.preventDefault();
            return;
        }
        const typing = target?.closest('input, select, textarea, .cm-editor, .screen');
        if (typing || event.ctrlKey || event.altKey || event.metaKey || !settings.letterKeys)
            return;
        if (!target?.closest('.panel') && event.key !== '?')
            return;
        const action = actionOfKey(this.session.lab.actions, event.key);
        if (action) {
            this.perform(action.name);
            event.preventDefault();
        }
    }
}

async function begin(): Promise<void> {
    const { session: id, csrf = '', api: base = '/api/v1' } = document.documentElement.dataset;
    if (!id)
        return;
    followTheme();
    const api = new Api(base, csrf), path = `/sessions/${encodeURIComponent(id)}`;
    const [lab, lesson, tasks] = await Promise.all([api.get<Lab>(path), api.get<{ blocks: Block[] }>(`${path}/lesson`), api.get<Tasks>(`${path}/tasks?look=0`)]);
    const page = new Page(new Session(api, lab));
    const elements = page.build(lesson.blocks, tasks);
    document.querySelector('link[href$="/plain.css"]')?.remove(); // of the page that this one replaces
    document.body.className = 'page';
    document.body.replaceChildren(...elements);
    page.begin();
    if (lab.moving)
        say(`This lab goes on to ${lab.moving}.`);
    page.instructor.show(lab);
}

begin().catch((problem: unknown) => {
    // the server's page stays, and is a whole lab
    console.warn('The page keeps to the plain lab:', problem);
});

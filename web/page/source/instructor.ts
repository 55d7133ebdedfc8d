// What the instructor of a class says and wants: hints go to the side panel, once each; that the instructor looks on is said;
// to type at the terminal takes the learner's yes, which can be taken back.
import { type Lab } from './api';
import { say, warn } from './announce';
import { button, make, replace } from './dom';
import { type Session } from './session';

export class InstructorBar {
    readonly element = make('aside', { class: 'callout', 'aria-label': 'From your instructor', hidden: true });
    private hints = 0; // told so far
    private offer = '';
    private watched = false;

    constructor(private readonly session: Session) {
        session.on('instructor', () => void this.look());
        session.on('again', () => void this.look());
        session.on('watched', watched => this.watch(watched));
    }

    show(lab: Lab): void {
        const hints = lab.hints ?? [], fresh = hints.slice(0, hints.length - this.hints).reverse();
        this.hints = hints.length;
        for (const text of fresh) {
            this.session.tell('note', { title: 'from the instructor', text });
            say(`A hint from the instructor: ${text}`);
        }
        this.ask(lab.offer ?? '');
    }

    private async look(): Promise<void> {
        const lab = await this.session.look<Lab>('');
        if (lab)
            this.show(lab);
    }

    private watch(watched: boolean): void {
        if (watched === this.watched)
            return;
        this.watched = watched;
        this.draw();
        say(watched ? 'Your instructor is looking at your terminal.' : 'Your instructor does not look at your terminal any more.');
    }

    private ask(offer: string): void {
        if (offer === this.offer)
            return;
        this.offer = offer;
        this.draw();
        say(offer ? this.words() : 'Your instructor does not type at your terminal.');
    }

    private words(): string {
        return `Your instructor ${this.offer === 'asked' ? 'asks to' : 'may'} type at your terminal.`;
    }

    private draw(): void {
        const { offer, watched } = this, asked = offer === 'asked';
        this.element.hidden = !offer && !watched;
        replace(this.element,
            watched ? make('p', {}, make('span', { 'aria-hidden': 'true' }, '◉ '), 'Your instructor is looking at your terminal.') : null,
            offer ? make('p', {}, this.words(), ' ', asked ? button('Accept', () => void this.answer(true)) : null, ' ',
                button(asked ? 'Refuse' : 'No longer', () => void this.answer(false))) : null);
    }

    private async answer(accept: boolean): Promise<void> {
        try {
            await this.session.api.post<void>(`${this.session.path}/offer`, { accept });
            await this.look();
        } catch (problem) {
            warn(problem);
        }
    }
}

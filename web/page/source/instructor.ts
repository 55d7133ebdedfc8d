// What the instructor of a class says and wants: hints go to the side panel, once each; to type at the terminal takes the
// learner's yes, which can be taken back.
import { type Lab } from './api';
import { say, warn } from './announce';
import { button, make, replace } from './dom';
import { type Session } from './session';

export class InstructorBar {
    readonly element = make('aside', { class: 'callout', 'aria-label': 'From your instructor', hidden: true });
    private hints = 0; // told so far
    private offer = '';

    constructor(private readonly session: Session) {
        session.on('instructor', () => void this.look());
        session.on('again', () => void this.look());
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

    private ask(offer: string): void {
        if (offer === this.offer)
            return;
        const asked = offer === 'asked', text = `Your instructor ${asked ? 'asks to' : 'may'} type at your terminal.`;
        this.offer = offer;
        this.element.hidden = !offer;
        replace(this.element, make('p', {}, text, ' ', asked ? button('Accept', () => void this.answer(true)) : null, ' ',
            button(asked ? 'Refuse' : 'No longer', () => void this.answer(false))));
        say(offer ? text : 'Your instructor does not type at your terminal.');
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

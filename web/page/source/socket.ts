// The terminal's socket (web/README.md): bytes both ways, JSON beside them; it comes back by itself, where it was.

export interface Hello { type: 'hello'; epoch: string; from: number; position: number; fresh: boolean; access: string; columns: number; rows: number }
export interface Told { type: string; [key: string]: unknown }
export type SocketState = 'connecting' | 'open' | 'lost' | 'left';

export interface SocketHandlers {
    bytes(bytes: Uint8Array, shown: () => void): void;
    hello(hello: Hello): void;
    told(message: Told): void;
    state(state: SocketState, reason: string): void;
}

const acknowledgeEvery = 64 * 1024;
const longestFrame = 32 * 1024;

/** Milliseconds before attempt [n], from 0. */
export function patience(n: number): number {
    return Math.min(250 * 2 ** Math.min(n, 6), 5000);
}

export class TerminalSocket {
    private socket: WebSocket | null = null;
    private epoch = '';
    private position = 0;
    private acknowledged = 0;
    private attempts = 0;
    private timer = 0;
    private ended = false;
    columns = 80;
    rows = 24;

    constructor(private readonly url: string, private readonly protocol: string, private readonly handlers: SocketHandlers) {
        window.addEventListener('online', () => this.hurry());
        document.addEventListener('visibilitychange', () => {
            if (!document.hidden)
                this.hurry();
        });
    }

    get isOpen(): boolean {
        return this.socket?.readyState === WebSocket.OPEN;
    }

    open(): void {
        const query = new URLSearchParams({ columns: String(this.columns), rows: String(this.rows) });
        if (this.epoch) {
            query.set('epoch', this.epoch);
            query.set('from', String(this.position));
        }
        this.handlers.state('connecting', '');
        const socket = new WebSocket(`${this.url}?${query}`, this.protocol);
        let reason = '';
        this.socket = socket;
        socket.binaryType = 'arraybuffer';
        socket.onmessage = event => {
            if (event.data instanceof ArrayBuffer) {
                this.take(new Uint8Array(event.data));
                return;
            }
            const message = JSON.parse(event.data as string) as Told;
            if (message.type === 'bye')
                reason = String(message['reason'] ?? '');
            this.hear(message);
        };
        socket.onclose = event => {
            if (this.socket !== socket)
                return;
            this.socket = null;
            if (this.ended)
                return; // by who asked for it
            if (event.code === 1000 && reason === 'left') {
                this.ended = true;
                this.handlers.state('left', reason);
                return;
            }
            this.handlers.state('lost', reason);
            this.timer = window.setTimeout(() => this.open(), patience(this.attempts++));
        };
    }

    private hurry(): void {
        if (this.socket || this.ended || !this.timer)
            return;
        clearTimeout(this.timer);
        this.open();
    }

    private take(bytes: Uint8Array): void {
        this.position += bytes.length;
        const upTo = this.position;
        this.handlers.bytes(bytes, () => {
            if (upTo - this.acknowledged < acknowledgeEvery)
                return;
            this.acknowledged = upTo;
            this.say('ack', { position: upTo });
        });
    }

    private hear(message: Told): void {
        if (message.type === 'hello') {
            const hello = message as unknown as Hello;
            this.attempts = 0;
            this.epoch = hello.epoch;
            this.position = this.acknowledged = hello.from;
            this.handlers.hello(hello);
            this.handlers.state('open', '');
        } else {
            this.handlers.told(message);
        }
    }

    /** False: there is no connection now. */
    say(type: string, message: Record<string, unknown> = {}): boolean {
        if (!this.isOpen)
            return false;
        this.socket!.send(JSON.stringify({ type, ...message }));
        return true;
    }

    /** Keys, as bytes, in frames that the server takes. */
    type(bytes: Uint8Array): boolean {
        if (!this.isOpen)
            return false;
        for (let at = 0; at < bytes.length; at += longestFrame)
            this.socket!.send(bytes.slice(at, at + longestFrame));
        return true;
    }

    resize(columns: number, rows: number): void {
        if (columns === this.columns && rows === this.rows)
            return;
        this.columns = columns;
        this.rows = rows;
        this.say('resize', { columns, rows });
    }

    close(): void {
        this.ended = true;
        clearTimeout(this.timer);
        this.socket?.close(1000);
    }
}

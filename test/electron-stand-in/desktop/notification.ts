import { preventable } from '../preventable.ts';
import { strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { app } from '../app/app.ts';

type Options = Electron.NotificationConstructorOptions;

type Provided = Pick<
  Electron.Notification,
  | 'actions'
  | 'body'
  | 'close'
  | 'closeButtonText'
  | 'groupId'
  | 'groupTitle'
  | 'hasReply'
  | 'id'
  | 'replyPlaceholder'
  | 'show'
  | 'silent'
  | 'sound'
  | 'subtitle'
  | 'timeoutType'
  | 'title'
  | 'toastXml'
  | 'urgency'
>;

/** Windows refuses longer ones; refused everywhere here. */
const LONGEST_ID = 64;

export class Notification extends strictEmitter('Notification') implements Provided {
  static isSupported(): boolean {
    return standIn.notificationsSupported;
  }

  /** Clicks on notifications of an earlier run: there are none here. */
  static handleActivation(): void {}

  readonly id: string;
  readonly groupId: string;
  readonly groupTitle: string;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  hasReply: boolean;
  replyPlaceholder: string;
  sound: string;
  closeButtonText: string;
  toastXml: string;
  urgency: NonNullable<Options['urgency']>;
  timeoutType: NonNullable<Options['timeoutType']>;
  actions: Electron.NotificationAction[];
  /** Everything the app asked for. */
  readonly options: Options;
  /** Whether it is on the screen now. */
  open = false;

  constructor(options: Options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create Notification before app is ready');
    for (const id of [options.id, options.groupId]) {
      if (id !== undefined && id.length > LONGEST_ID) throw new Error(`Notification id is too long: ${id}`);
    }
    this.options = options;
    this.id = options.id ?? '';
    this.groupId = options.groupId ?? '';
    this.groupTitle = options.groupTitle ?? '';
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.sound = options.sound ?? '';
    this.closeButtonText = options.closeButtonText ?? '';
    this.toastXml = options.toastXml ?? '';
    this.urgency = options.urgency ?? 'normal';
    this.timeoutType = options.timeoutType ?? 'default';
    this.actions = options.actions ?? [];
  }

  show(): void {
    standIn.notifications.push(this);
    const failure = standIn.notificationFailure;
    // The system answers later, never while `show` is on the stack.
    setImmediate(() => {
      if (failure !== null) {
        this.emit('failed', preventable({}), failure);
        return;
      }
      this.open = true;
      this.emit('show', preventable({}));
    });
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    setImmediate(() => this.emit('close', preventable({ reason: 'applicationHidden' })));
  }
}

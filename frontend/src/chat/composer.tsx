import { TEXT_MAX } from '@agentic-service-bot/protocol';
import { useState } from 'react';
import type { KeyboardEvent, ReactElement, Ref } from 'react';
import { Icon } from '../ui/icon.tsx';
import './composer.css';

/** So many characters before the end the rest is counted. */
const COUNT_FROM = 500;

interface Props {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onSend: (text: string) => void;
  /** Given while there is a reply that can be stopped. */
  readonly onCancel?: (() => void) | undefined;
  /** The field to write in. */
  readonly ref?: Ref<HTMLTextAreaElement>;
  /** Whether one writes at once, without a click. */
  readonly autoFocus?: boolean;
}

/** Where one writes. Enter sends, Shift and Enter begin a new line. */
export function Composer({
  label,
  disabled = false,
  onSend,
  onCancel,
  ref,
  autoFocus = false,
}: Props): ReactElement {
  const [text, setText] = useState('');
  const left = TEXT_MAX - text.trim().length;
  const sendable = !disabled && text.trim() !== '' && left >= 0;
  const send = (): void => {
    if (!sendable) return;
    onSend(text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="composer-field">
        <textarea
          ref={ref}
          autoFocus={autoFocus}
          aria-label={label}
          placeholder={label}
          rows={1}
          enterKeyHint="send"
          value={text}
          disabled={disabled}
          aria-invalid={left < 0}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {onCancel && (
          <button
            type="button"
            className="composer-button composer-stop"
            aria-label="Stop"
            title="Stop"
            onClick={onCancel}
          >
            <Icon name="stop" />
          </button>
        )}
        <button type="submit" className="composer-button" aria-label="Send" title="Send" disabled={!sendable}>
          <Icon name="send" />
        </button>
      </div>
      {left < COUNT_FROM && (
        <p className={left < 0 ? 'composer-count composer-over' : 'composer-count'} role="status">
          {left < 0 ? `Too long by ${-left}` : `Room for ${left} more`}
        </p>
      )}
    </form>
  );
}

import type { ComponentProps, ReactElement } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

type Props = Omit<ComponentProps<'button'>, 'children'> & {
  readonly icon: IconName;
  /** Its accessible name, also shown as a tooltip. */
  readonly label: string;
};

export const IconButton = ({ icon, label, className = '', ...rest }: Props): ReactElement => (
  <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
    <Icon name={icon} />
  </button>
);

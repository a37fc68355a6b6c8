import type { InputHTMLAttributes, ReactNode } from 'react';

import { fieldId, useFault } from './faults.js';

interface Labelled {
  /** JSON pointer of the value in the body that is sent. */
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

export interface Valued extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps extends Labelled {
  /** What the control found by itself, before any form was sent. */
  readonly fault?: string | null;
  readonly children: (control: ControlAttributes) => ReactNode;
}

/** Label, hint and error tied to one control. */
export function Field({ pointer, label, hint, fault: found = null, children }: FieldProps) {
  const id = fieldId(pointer);
  const answered = useFault(pointer);
  const fault = found ?? answered;
  const describedBy = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean);
  const control = {
    id,
    'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
    'aria-invalid': fault ? (true as const) : undefined,
  };
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
      {children(control)}
    </div>
  );
}

type InputAttributes = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'inputMode' | 'autoComplete' | 'className' | 'autoCapitalize'
>;

export function TextField({ value, onChange, pointer, label, hint, ...input }: TextFieldProps) {
  return (
    <Field pointer={pointer} label={label} hint={hint}>
      {(control) => (
        <input
          type="text"
          {...control}
          {...input}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type TextFieldProps = Valued & InputAttributes;

/** A whole number of people, kept as typed. */
export function CountField(props: Valued) {
  return <TextField inputMode="numeric" className="count" autoComplete="off" {...props} />;
}

export function TextArea({ value, onChange, ...labelled }: Valued) {
  return (
    <Field {...labelled}>
      {(control) => (
        <textarea
          {...control}
          rows={5}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function SelectField({ value, onChange, children, ...labelled }: SelectFieldProps) {
  return (
    <Field {...labelled}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {children}
        </select>
      )}
    </Field>
  );
}

interface SelectFieldProps extends Valued {
  readonly children: ReactNode;
}

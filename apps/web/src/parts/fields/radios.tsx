import { fieldId, useFault } from './faults.js';

interface RadiosProps<Value extends string> {
  readonly pointer: string;
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | '';
  readonly onChange: (value: Value) => void;
}

/** The summary's link leads to the first option. */
export function Radios<Value extends string>(props: RadiosProps<Value>) {
  const { pointer, legend, options, value, onChange } = props;
  const id = fieldId(pointer);
  const fault = useFault(pointer);
  return (
    <fieldset
      className={fault ? 'field faulty' : 'field'}
      aria-describedby={fault ? `${id}-fault` : undefined}
    >
      <legend>{legend}</legend>
      {fault ? (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
      {options.map((option, index) => (
        <label key={option.value} className="choice">
          <input
            id={index === 0 ? id : undefined}
            type="radio"
            name={id}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

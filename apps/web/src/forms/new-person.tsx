import { useState } from 'react';

import { registerPerson, useCommand } from '../api/commands.js';
import { TextField } from '../parts/fields/field.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import { useAnnounce } from '../parts/page/notice.js';
import { useWords } from '../words/context.js';

interface NewPersonProps {
  readonly communeId: string;
  readonly onRegistered: (personId: string) => void;
}

/** Registers somebody who is not on the commune's list, without leaving the form. */
export function NewPerson({ communeId, onRegistered }: NewPersonProps) {
  const { form } = useWords();
  const announce = useAnnounce();
  const [name, setName] = useState('');
  const command = useCommand(registerPerson);
  const { faults, setFound } = useFaults(command.error, name);

  const register = () => {
    const fullName = name.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (fullName === '') {
      const fields = [{ pointer: '/name', detail: form.missingName }];
      setFound({ sentence: form.missingName, fields });
      return;
    }
    setFound(null);
    command.mutate(
      { communeId, name: fullName },
      {
        onSuccess: ({ personId }) => {
          onRegistered(personId);
          setName('');
          announce(form.registered(fullName));
        },
      },
    );
  };

  return (
    <details className="inset">
      <summary>{form.newPerson}</summary>
      <WithFaults faults={faults}>
        <TextField
          pointer="/name"
          label={form.newPersonName}
          hint={form.newPersonHint}
          autoComplete="off"
          value={name}
          onChange={setName}
        />
        <button type="button" className="secondary" onClick={register} disabled={command.isPending}>
          {form.register}
        </button>
      </WithFaults>
    </details>
  );
}

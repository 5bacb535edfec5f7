import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

interface Crumb {
  text: string;
  href: string;
}

interface Frame {
  title: string;
  breadcrumbs: Crumb[];
  help: ReactNode;
}

interface Flash extends FlashbarProps.MessageDefinition {
  id: string;
  /** Stays over one change of page: for a message that is left right before going elsewhere. */
  goesAlong?: boolean;
}

interface FrameControls {
  frame: Frame;
  setFrame: (frame: Frame) => void;
  flashes: Flash[];
  addFlash: (flash: Omit<Flash, 'onDismiss' | 'dismissible'>) => void;
  /** Drops the messages of the page that was left. */
  turnPage: () => void;
}

const FrameContext = createContext<FrameControls | undefined>(undefined);

const emptyFrame: Frame = { title: '', breadcrumbs: [], help: undefined };

export function PageFrameProvider({ children }: { children: ReactNode }) {
  const [frame, setFrame] = useState(emptyFrame);
  const [flashes, setFlashes] = useState<Flash[]>([]);
  const addFlash = useCallback<FrameControls['addFlash']>((flash) => {
    const dismiss = () => setFlashes((present) => present.filter(({ id }) => id !== flash.id));
    const added: Flash = { ...flash, dismissible: true, dismissLabel: 'Dismiss this message', onDismiss: dismiss };
    setFlashes((present) => [added, ...present.filter(({ id }) => id !== flash.id)]);
  }, []);
  const turnPage = useCallback(() => {
    setFlashes((present) =>
      present.filter(({ goesAlong }) => goesAlong).map((flash) => ({ ...flash, goesAlong: false })),
    );
  }, []);
  const controls = useMemo(
    () => ({ frame, setFrame, flashes, addFlash, turnPage }),
    [frame, flashes, addFlash, turnPage],
  );
  return <FrameContext.Provider value={controls}>{children}</FrameContext.Provider>;
}

export function usePageFrame(): FrameControls {
  const controls = useContext(FrameContext);
  if (!controls) throw new Error('usePageFrame needs PageFrameProvider');
  return controls;
}

const noCrumbs: Crumb[] = [];

/**
 * Tells the frame around a page its title, the breadcrumbs before it and its help. `breadcrumbs` and `help` are made
 * outside the component or memoized: a new one on every render would render forever.
 */
export function useFrame(title: string, breadcrumbs: Crumb[] = noCrumbs, help?: ReactNode): void {
  const { setFrame } = usePageFrame();
  useEffect(() => {
    document.title = title === '' ? 'CloudCoreo' : `${title} · CloudCoreo`;
    setFrame({ title, breadcrumbs, help });
  }, [title, breadcrumbs, help, setFrame]);
}

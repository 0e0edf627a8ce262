/** What waits for its time. Equal times leave in the order in which they came. */
export interface TimeHeap<T> {
  push(atMs: number, item: T): void;
  /** The earliest time, or undefined where nothing waits. */
  firstMs(): number | undefined;
  pop(): T | undefined;
}

interface Node<T> {
  readonly atMs: number;
  readonly order: number;
  readonly item: T;
}

/** A binary min-heap over (time, order of arrival). */
export function createTimeHeap<T>(): TimeHeap<T> {
  const nodes: Node<T>[] = [];
  let arrivals = 0;
  return {
    push: (atMs, item) => {
      arrivals += 1;
      nodes.push({ atMs, order: arrivals, item });
      rise(nodes);
    },
    firstMs: () => nodes[0]?.atMs,
    pop: () => {
      const first = nodes[0];
      const last = nodes.pop();
      if (last !== undefined && nodes.length > 0) {
        nodes[0] = last;
        sink(nodes);
      }
      return first?.item;
    },
  };
}

function rise<T>(nodes: Node<T>[]): void {
  let index = nodes.length - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapIfBefore(nodes, index, parent)) return;
    index = parent;
  }
}

function sink<T>(nodes: Node<T>[]): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const child = isBefore(nodes[left + 1], nodes[left]) ? left + 1 : left;
    if (!swapIfBefore(nodes, child, index)) return;
    index = child;
  }
}

function swapIfBefore<T>(nodes: Node<T>[], from: number, to: number): boolean {
  const moving = nodes[from];
  const standing = nodes[to];
  if (moving === undefined || standing === undefined || !isBefore(moving, standing)) return false;
  nodes[from] = standing;
  nodes[to] = moving;
  return true;
}

function isBefore<T>(a: Node<T> | undefined, b: Node<T> | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

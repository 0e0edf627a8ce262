// Placeholder until the hook is written.
export {};

/** Those who want to hear of something; one that fails harms nobody. */
export interface Listeners<Value> {
  /** Returns what ends that. */
  add(listener: (value: Value) => void): () => void
  tell(value: Value): void
}

export function createListeners<Value>(onFailure: (error: unknown) => void): Listeners<Value> {
  const entries = new Set<{ readonly listener: (value: Value) => void }>()
  return {
    add(listener) {
      const entry = { listener }
      entries.add(entry)
      return () => void entries.delete(entry)
    },
    tell(value) {
      for (const { listener } of Array.from(entries)) {
        try {
          listener(value)
        } catch (error) {
          onFailure(error)
        }
      }
    },
  }
}

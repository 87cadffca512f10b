// The sandbox's control API and the merged state of one person's chat.

async function ask(method, path, body) {
  const options = { method, headers: { "Content-Type": "application/json" } };
  if (body !== undefined) options.body = JSON.stringify(body);
  const response = await fetch(`/sandbox/api${path}`, options).catch(() => { throw new Error("The sandbox does not answer. Is it still running?"); });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export const people = () => ask("GET", "/people");
export const join = (person) => ask("POST", "/people", person);
export const trouble = () => ask("GET", "/trouble");
export const makeTrouble = (wish) => ask("PUT", "/trouble", wish);
export const calls = () => ask("GET", "/calls?limit=40");

/** One person's side of the chat: what they can do, and a stream of what they see. */
export class Person {
  constructor(id) {
    this.id = id;
    this.messages = new Map();
  }

  act(what, body, method = "POST") {
    return ask(method, `/people/${this.id}/${what}`, body);
  }

  change(fields) {
    return ask("PATCH", `/people/${this.id}`, fields);
  }

  /** Calls `seen(state, messages)` now and after each change, `lost()` while the sandbox is away. */
  watch(seen, lost) {
    this.stream = new EventSource(`/sandbox/api/people/${this.id}/events?since=0`);
    this.stream.onmessage = (event) => seen(this.merge(JSON.parse(event.data)), this.messages);
    this.stream.onerror = () => {
      lost();
      if (this.stream.readyState === EventSource.CLOSED) this.comeBack(seen, lost);
    };
  }

  /** The sandbox was started anew and knows nobody: introduce the same person again. */
  comeBack(seen, lost) {
    this.retry = setTimeout(async () => {
      try {
        await join({ id: this.id, ...this.introduction });
        this.watch(seen, lost);
      } catch {
        this.comeBack(seen, lost);
      }
    }, 500);
  }

  leave() {
    clearTimeout(this.retry);
    this.stream?.close();
  }

  merge(state) {
    if (state.since === 0) this.messages.clear();
    const { id, ...introduction } = state.person;
    this.introduction = introduction;
    for (const message of state.messages) this.messages.set(message.id, message);
    for (const id of state.deleted) this.messages.delete(id);
    return state;
  }
}

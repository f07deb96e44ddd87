package dev.batuta.contracts.topic;

/** What a topic carries; the second part of its name. */
public enum TopicKind {
  /** Work for the agents of a service. */
  TASKS("tasks"),
  /** Outcomes of tasks, for the orchestrator. */
  RESULTS("results"),
  /** Signs of life of running tasks, for the orchestrator. */
  PROGRESS("progress"),
  /** Facts of a service's domain, for whoever cares. */
  EVENTS("events"),
  /** Facts for people, such as an administrator's page. */
  NOTIFICATIONS("notifications"),
  /** Outcomes of the validation of agents. */
  VALIDATION("validation"),
  /** Changes of agent templates. */
  TEMPLATES("templates"),
  /** Records that a consumer refused, with the reason. */
  DEAD_LETTERS("dead-letters");

  private final String word;

  TopicKind(String word) {
    this.word = word;
  }

  /** The word that stands in topic names. */
  public String word() {
    return word;
  }
}

package dev.batuta.orchestrator.workflow;

/**
 * Something that is wrong with a definition or an input.
 *
 * @param pointer JSON pointer to it, such as {@code #/steps/2/next}
 * @param detail what is wrong, and what would be right
 */
public record Fault(String pointer, String detail) {}

package dev.batuta.conversation.intent;

/** One labelled message of the training corpus. */
record Example(String text, Language language, Intent intent) {}

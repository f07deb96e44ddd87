package dev.batuta.conversation.turn;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.context.SharedContext;
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import dev.batuta.conversation.catalogue.ProductVocabularies;
import dev.batuta.conversation.dialogue.DialogueState;
import dev.batuta.conversation.dialogue.DialogueTracker;
import dev.batuta.conversation.dialogue.Slots;
import dev.batuta.conversation.dialogue.Understood;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStatus;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.conversation.intent.Intent;
import dev.batuta.conversation.intent.Language;
import dev.batuta.conversation.understanding.MessageContext;
import dev.batuta.conversation.understanding.MessageMeaning;
import dev.batuta.conversation.understanding.MessageReader;
import dev.batuta.conversation.understanding.TenantContext;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Understands a turn and decides what comes next. The same turn twice gives the same answer: what
 * was decided is kept with the state it led to.
 */
@Component
class UnderstandHandler implements TaskHandler {
  private static final Capability UNDERSTAND = new Capability("understand_message");
  private static final int FEW_WORDS = 3;

  private final MessageReader reader;
  private final ProductVocabularies vocabularies;
  private final TenantContext tenants;
  private final TurnMemories memories;
  private final MessageStore messages;

  UnderstandHandler(
      MessageReader reader,
      ProductVocabularies vocabularies,
      TenantContext tenants,
      TurnMemories memories,
      MessageStore messages) {
    this.reader = reader;
    this.vocabularies = vocabularies;
    this.tenants = tenants;
    this.memories = memories;
    this.messages = messages;
  }

  /** A turn of a conversation. */
  record Turn(
      SessionId sessionId,
      TurnId turnId,
      String channel,
      String contact,
      @Nullable String contactName,
      String message,
      List<String> messageIds,
      Instant receivedAt) {}

  @Override
  public Capability capability() {
    return UNDERSTAND;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Turn turn = task.payload(Turn.class);
    TenantId tenant = task.tenant();
    note(tenant, turn);
    SharedContext context = memories.read(tenant, turn.sessionId());
    TurnMemory memory = memories.of(context);
    if (turn.turnId().equals(memory.lastTurn()) && memory.lastOutput() != null) {
      return TaskOutcome.completed(memory.lastOutput());
    }
    TurnMemory next = understand(tenant, turn, memory);
    memories.write(context, next);
    return TaskOutcome.completed(requireNonNull(next.lastOutput(), "what was just understood"));
  }

  private TurnMemory understand(TenantId tenant, Turn turn, TurnMemory memory) {
    ProductVocabulary vocabulary = vocabularies.of(tenant);
    MessageMeaning meaning = read(tenant, turn.message(), memory, vocabulary);
    String said = meaning.intent().word();
    String intent = DialoguePolicy.takesTooEarly(memory, said) ? Intent.AFFIRM.word() : said;
    boolean anew = DialoguePolicy.beginsAnew(memory, intent, meaning.entities());
    DialogueState before = anew ? memory.dialogue().withoutItems() : memory.dialogue();
    DialogueState now =
        new DialogueTracker(vocabulary)
            .next(before, new Understood(intent, meaning.confidence(), meaning.entities()));
    DialoguePolicy.Decision decision =
        DialoguePolicy.decide(memory, now, meaning.confidence(), turn.contactName());
    Language spoken = spoken(turn.message(), meaning, memory);
    String language = answerLanguage(tenant, spoken);
    UnderstoodTurn output =
        new UnderstoodTurn(
            String.valueOf(now.intent()),
            meaning.confidence(),
            language,
            meaning.entities(),
            now.slots(),
            now.missing(),
            decision.open(),
            decision.action(),
            request(decision.action(), now, meaning, turn),
            orderTask(before, now, meaning));
    boolean declined = intent.equals("quote_reject") && memory.quoted() == null;
    return new TurnMemory(
        now,
        spoken.tag(),
        decision.failedTries(),
        offersPerson(decision.action(), now),
        anew ? null : memory.quoted(),
        declined || (!anew && memory.settled()),
        turn.turnId(),
        output);
  }

  /**
   * The number that a complaint was asked for belongs to it, though alone it looks like a question.
   */
  private static @Nullable String orderTask(
      DialogueState before, DialogueState now, MessageMeaning meaning) {
    boolean answered =
        "order_number".equals(before.asked()) && meaning.entities().orderNumber() != null;
    return answered && "complaint".equals(before.orderTask()) ? "complaint" : now.orderTask();
  }

  /** What the answer then asks, so that a yes means this. */
  private static boolean offersPerson(NextAction action, DialogueState now) {
    return action == NextAction.OFFER_PERSON
        || (action == NextAction.ANSWER && "product_question".equals(now.intent()));
  }

  private MessageMeaning read(
      TenantId tenant, String text, TurnMemory memory, ProductVocabulary vocabulary) {
    DialogueState state = memory.dialogue();
    String task = state.openTask();
    return reader.read(
        text,
        new MessageContext(
            tenants.country(tenant),
            memory.language() == null
                ? tenants.language(tenant)
                : Language.ofTag(memory.language()),
            state.asked(),
            state.quoteOpen(),
            task == null ? null : Intent.ofWord(task),
            tenants.today(tenant),
            vocabulary));
  }

  /** Nobody changes the language of a conversation in a few words, such as "branco, para Salto". */
  private static Language spoken(String text, MessageMeaning meaning, TurnMemory memory) {
    boolean few = text.strip().split("\\s+", FEW_WORDS + 2).length <= FEW_WORDS;
    return few && memory.language() != null
        ? Language.ofTag(memory.language())
        : meaning.language();
  }

  /** The tenant's own variant of the language, such as es-CO, where it is the same language. */
  private String answerLanguage(TenantId tenant, Language language) {
    String own = tenants.locale(tenant);
    return own.startsWith(language.tag()) ? own : language.tag();
  }

  private static UnderstoodTurn.@Nullable QuoteRequest request(
      NextAction action, DialogueState now, MessageMeaning meaning, Turn turn) {
    Slots slots = now.slots();
    UnderstoodTurn.Customer customer =
        new UnderstoodTurn.Customer(
            slots.name() == null ? turn.contactName() : slots.name(),
            slots.phone() == null ? phone(turn.contact()) : slots.phone(),
            slots.email(),
            slots.documentId(),
            slots.city());
    return switch (action) {
      case CREATE_QUOTE -> new UnderstoodTurn.QuoteRequest(slots.items(), customer);
      case PRICE_PRODUCTS ->
          new UnderstoodTurn.QuoteRequest(
              meaning.entities().items().stream().anyMatch(item -> item.product() != null)
                  ? meaning.entities().items()
                  : slots.items(),
              customer);
      case COLLECT_QUOTE_DATA,
          CONFIRM_QUOTE,
          ACCEPT_QUOTE,
          REJECT_QUOTE,
          COLLECT_ORDER_NUMBER,
          HAND_OFF,
          OFFER_PERSON,
          CLARIFY,
          ANSWER ->
          null;
    };
  }

  private static @Nullable String phone(String contact) {
    return contact.startsWith("+") ? contact : null;
  }

  /** A channel has stored its messages itself; those of a waiting caller are stored here. */
  private void note(TenantId tenant, Turn turn) {
    String id = turn.messageIds().getFirst();
    var _ =
        messages.insert(
            new Message(
                Message.id(tenant, id),
                tenant,
                id,
                turn.sessionId(),
                Message.Direction.IN,
                turn.channel(),
                null,
                turn.contact(),
                turn.contactName(),
                "text",
                turn.message(),
                MessageStatus.FORWARDED,
                null,
                turn.receivedAt(),
                null));
  }
}

package dev.batuta.orchestrator.inbound;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.message.DeadLetter;
import dev.batuta.contracts.message.EventPosted;
import dev.batuta.contracts.message.MessageReceived;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.QuoteChanged;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskCancelled;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.message.TenantHalt;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.orchestrator.deadletter.DeadLetterStore;
import dev.batuta.orchestrator.event.Events;
import dev.batuta.orchestrator.mailbox.InboundMessage;
import dev.batuta.orchestrator.mailbox.Mailboxes;
import dev.batuta.orchestrator.mailbox.QuietTime;
import dev.batuta.orchestrator.mailbox.Receipt;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.messaging.MessageConsumer;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.Received;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Hears results, progress, channel messages, events and dead letters of all tenants. */
@Component
class OrchestratorListener implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(OrchestratorListener.class);

  private final Tasks tasks;
  private final Mailboxes mailboxes;
  private final QuietTime quietTime;
  private final DeadLetterStore deadLetters;
  private final Events events;
  private final TenantDirectory tenants;
  private final MeterRegistry meters;
  private final MessageConsumer consumer;
  private volatile boolean running;

  OrchestratorListener(
      Tasks tasks,
      Mailboxes mailboxes,
      QuietTime quietTime,
      DeadLetterStore deadLetters,
      Events events,
      TenantDirectory tenants,
      Messaging messaging,
      MeterRegistry meters) {
    this.tasks = tasks;
    this.mailboxes = mailboxes;
    this.quietTime = quietTime;
    this.deadLetters = deadLetters;
    this.events = events;
    this.tenants = tenants;
    this.meters = meters;
    this.consumer = messaging.sharedConsumer("orchestrator", this::accept, tenants::weight);
  }

  @Override
  public void start() {
    tenants.onChange(this::readTopicsOfTenants);
    readTopicsOfTenants();
    consumer.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    consumer.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void readTopicsOfTenants() {
    List<String> topics = new ArrayList<>();
    for (TenantId tenant : tenants.active()) {
      topics.add(TopicName.of("orchestrator", TopicKind.RESULTS, tenant).toString());
      topics.add(TopicName.of("orchestrator", TopicKind.PROGRESS, tenant).toString());
      topics.add(TopicName.of("orchestrator", TopicKind.DEAD_LETTERS, tenant).toString());
      topics.add(TopicName.of("orchestrator", TopicKind.EVENTS, tenant).toString());
      topics.add(TopicName.of("conversation", TopicKind.EVENTS, tenant).toString());
      topics.add(TopicName.of("quote", TopicKind.EVENTS, tenant).toString());
    }
    consumer.readTopics(topics);
  }

  private void accept(Received received) {
    switch (received.message()) {
      case ResultMessage result -> {
        try (var _ = LogContext.service("orchestrator").with(LogContext.TASK_ID, result.taskId())) {
          tasks.apply(result);
        }
      }
      case ProgressMessage progress -> tasks.apply(progress);
      case MessageReceived message -> {
        // The mailbox first: it knows a repeat, so a listener's failure repeats only the event.
        receive(message, received.traceparent());
        events.received(message, received.traceparent());
      }
      case QuoteChanged quote -> events.received(quote, received.traceparent());
      case EventPosted event -> events.received(event, received.traceparent());
      case DeadLetter letter -> deadLetters.keep(letter);
      case TaskMessage _,
          AgentHeartbeat _,
          AgentDrain _,
          TenantDescription _,
          TenantHalt _,
          TaskCancelled _ ->
          log.atDebug().addKeyValue("topic", received.topic()).log("not for the orchestrator");
    }
  }

  private void receive(MessageReceived message, @Nullable String traceparent) {
    Receipt receipt =
        mailboxes.receive(
            new InboundMessage(
                message.tenantId(),
                message.sessionId(),
                message.messageId(),
                message.channel(),
                message.contact(),
                message.contactName(),
                message.text(),
                message.receivedAt(),
                quietTime.value(),
                true,
                traceparent));
    String outcome =
        switch (receipt) {
          case Receipt.Joined(var _, var _) -> "joined";
          case Receipt.Repeated() -> "repeated";
          case Receipt.Full() -> "full";
        };
    meters.counter("batuta.mailbox.messages", "outcome", outcome).increment();
    if (receipt instanceof Receipt.Full) {
      log.atWarn()
          .addKeyValue("session", message.sessionId())
          .log("mailbox full: message kept by its channel, not read by the agents");
    }
  }
}

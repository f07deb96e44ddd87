package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Tasks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;

/** The WebSockets of this instance: who they are and what they ask for. */
@Component
class TaskSockets extends TextWebSocketHandler implements SmartLifecycle {
  /** Largest message of a watcher, in bytes. */
  static final int LARGEST_MESSAGE = 16 * 1024;

  private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
  private static final String RATE = MessageRate.class.getName();
  private static final String TENANT = "tenant:";
  private static final String TASK = "task:";

  private final Tasks tasks;
  private final LiveUpdates live;
  private final SocketAuthentication authentication;
  private final WatchProperties properties;
  private final InstantSource clock;
  private final TenantPlaces places;
  private final Map<String, SocketConnection> connections = new ConcurrentHashMap<>();
  private final Map<String, TenantId> seated = new ConcurrentHashMap<>();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running;

  TaskSockets(
      Tasks tasks,
      LiveUpdates live,
      SocketAuthentication authentication,
      WatchProperties properties,
      InstantSource clock,
      MeterRegistry meters) {
    this.tasks = tasks;
    this.live = live;
    this.authentication = authentication;
    this.properties = properties;
    this.clock = clock;
    this.places = new TenantPlaces(properties.connectionsPerTenant());
    Gauge.builder("batuta.watchers", connections, Map::size)
        .tag("kind", "websocket")
        .description("open watchers of tasks")
        .register(meters);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    if (connections.size() >= properties.connections() || !running) {
      session.close(SocketClose.FULL.status());
      return;
    }
    session.setTextMessageSizeLimit(LARGEST_MESSAGE);
    session.getAttributes().put(RATE, new MessageRate());
    if (session instanceof StandardWebSocketSession standard) {
      standard
          .getNativeSession()
          .getUserProperties()
          .put(SEND_TIMEOUT, properties.slowAfter().toMillis());
    }
    SocketConnection connection =
        new SocketConnection(session, tasks, properties, authentication, clock);
    connections.put(session.getId(), connection);
    if (session.getPrincipal() instanceof JwtAuthenticationToken token) {
      admit(session, connection, authentication.check(token.getToken()));
    }
    senders.execute(connection);
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage text) {
    SocketConnection connection = connections.get(session.getId());
    if (connection == null) {
      return;
    }
    connection.heard();
    if (!(session.getAttributes().get(RATE) instanceof MessageRate rate)
        || !rate.take(clock.instant())) {
      connection.close(SocketClose.TOO_MANY);
      return;
    }
    try {
      SocketMessage message =
          ContractJson.mapper().readValue(text.getPayload(), SocketMessage.class);
      if (message == null) {
        connection.close(SocketClose.BAD_MESSAGE);
      } else {
        obey(session, connection, message);
      }
    } catch (JacksonException _) {
      connection.close(SocketClose.BAD_MESSAGE);
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage pong) {
    SocketConnection connection = connections.get(session.getId());
    if (connection != null) {
      connection.heard();
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    SocketConnection connection = connections.remove(session.getId());
    if (connection != null) {
      connection.gone();
    }
    TenantId tenant = seated.remove(session.getId());
    if (tenant != null) {
      places.free(tenant);
    }
  }

  private void obey(WebSocketSession session, SocketConnection connection, SocketMessage message) {
    if (message.token() != null) {
      admit(session, connection, authentication.check(message.token()));
    } else if (message.serviceToken() != null) {
      String name = message.serviceName() == null ? "" : message.serviceName();
      admit(session, connection, authentication.checkService(message.serviceToken(), name));
    } else if (connection.watcher() == null) {
      connection.close(SocketClose.UNAUTHENTICATED);
    } else if (message.subscribe() != null) {
      subscribe(connection, message.subscribe(), message.after());
    } else if (message.unsubscribe() != null) {
      unsubscribe(connection, message.unsubscribe());
    } else {
      connection.close(SocketClose.BAD_MESSAGE);
    }
  }

  private void admit(
      WebSocketSession session, SocketConnection connection, SocketAuthentication.Verdict verdict) {
    switch (verdict) {
      case SocketAuthentication.Verdict.Bad(var why) -> connection.close(why);
      case SocketAuthentication.Verdict.Good(var watcher) -> {
        Watcher before = connection.watcher();
        if (before != null && !before.tenant().equals(watcher.tenant())) {
          connection.close(SocketClose.FORBIDDEN);
        } else if (before == null && !places.take(watcher.tenant())) {
          connection.close(SocketClose.TOO_MANY);
        } else {
          if (before == null) {
            seated.put(session.getId(), watcher.tenant());
          }
          connection.authenticated(watcher, live);
        }
      }
    }
  }

  private void subscribe(
      SocketConnection connection, String what, @org.jspecify.annotations.Nullable Integer after) {
    Watcher watcher = connection.watcher();
    Optional<TaskId> task = taskOf(what);
    if (watcher == null) {
      connection.close(SocketClose.UNAUTHENTICATED);
    } else if (what.equals(TENANT + watcher.tenant())) {
      connection.followTenant(true);
      connection.reply(Map.of("status", "subscribed", "subscribe", what));
    } else if (task.flatMap(id -> tasks.find(watcher.tenant(), id)).isEmpty()) {
      // Another tenant's name or task is answered in the same way as one that does not exist.
      refuse(connection, what, "not-found", "There is no such tenant or task for you.");
    } else if (after != null && after < 0) {
      refuse(connection, what, "invalid-request", "after is the last seq seen, from 0.");
    } else {
      // The answer first: updates follow it.
      connection.reply(Map.of("status", "subscribed", "subscribe", what));
      if (!connection.follow(task.get(), after == null ? 0 : after)) {
        refuse(
            connection,
            what,
            "too-many-requests",
            "A connection watches " + properties.subscriptions() + " tasks at the most.");
      }
    }
  }

  private static void unsubscribe(SocketConnection connection, String what) {
    taskOf(what)
        .ifPresentOrElse(
            connection::unfollow,
            () -> {
              if (what.startsWith(TENANT)) {
                connection.followTenant(false);
              }
            });
    connection.reply(Map.of("status", "unsubscribed", "unsubscribe", what));
  }

  private static void refuse(SocketConnection connection, String what, String code, String detail) {
    connection.reply(
        Map.of("status", "refused", "subscribe", what, "code", code, "detail", detail));
  }

  private static Optional<TaskId> taskOf(String what) {
    try {
      return what.startsWith(TASK)
          ? Optional.of(TaskId.parse(what.substring(TASK.length())))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    connections.values().forEach(connection -> connection.close(SocketClose.GOING_AWAY));
    senders.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

package dev.batuta.orchestrator.mailbox;

import dev.batuta.orchestrator.workflow.Workflows;
import dev.batuta.starter.tracing.Traces;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailboxProperties.class)
class MailboxConfiguration {
  @Bean
  Mailboxes mailboxes(
      MailboxStore store,
      Workflows workflows,
      MailboxProperties properties,
      InstantSource clock,
      Traces traces) {
    return new Mailboxes(
        store, new MailboxRules(properties.longestQuietTime()), workflows, clock, traces);
  }

  @Bean
  MailboxMonitor mailboxMonitor(
      MailboxStore store, Mailboxes mailboxes, InstantSource clock, MailboxProperties properties) {
    return new MailboxMonitor(store, mailboxes, clock, properties);
  }

  @Bean
  QuietTime quietTime(MailboxProperties properties) {
    return new QuietTime(properties.quietTime());
  }
}

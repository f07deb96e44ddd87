package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Invented schedules and tenants. */
final class SampleSchedules {
  static final TenantId ACME = new TenantId("acme");
  static final Instant NOON = Instant.parse("2126-03-04T12:00:00Z");

  private SampleSchedules() {}

  static ScheduleSpec spec(Trigger trigger) {
    return spec(trigger, Misfire.USUAL);
  }

  static ScheduleSpec spec(Trigger trigger, Misfire misfire) {
    return spec(trigger, misfire, Duration.ZERO, CalendarRule.ANY, null, null);
  }

  static ScheduleSpec spec(
      Trigger trigger,
      Misfire misfire,
      Duration jitter,
      CalendarRule calendar,
      @Nullable Instant startsAt,
      @Nullable Instant endsAt) {
    return new ScheduleSpec(
        "sample",
        trigger,
        new Target.Workflow("greet", json("{'name':'Ana'}")),
        misfire,
        jitter,
        calendar,
        startsAt,
        endsAt);
  }

  static Trigger every(Duration every) {
    return new Trigger.Recurring(every);
  }

  static TenantDescription tenant(TenantId id, TenantStatus status) {
    return new TenantDescription(
        id,
        "Invented",
        "UY",
        "UYU",
        "es",
        "America/Montevideo",
        status,
        Branding.PLAIN,
        TenantTier.PRO,
        BusinessHours.USUAL,
        Instant.EPOCH);
  }

  static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text.replace('\'', '"'));
  }
}

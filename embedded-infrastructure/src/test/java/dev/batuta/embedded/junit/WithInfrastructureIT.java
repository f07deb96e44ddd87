package dev.batuta.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@WithInfrastructure
@TestInstance(Lifecycle.PER_CLASS)
final class WithInfrastructureIT {
  private final List<TenantId> tenants = new ArrayList<>();
  private final List<EmbeddedInfrastructure> seen = new ArrayList<>();
  private final List<TenantId> prepared = new ArrayList<>();

  @BeforeEach
  void prepare(TenantId tenant) {
    prepared.add(tenant);
  }

  @RepeatedTest(2)
  void a_test_gets_the_shared_infrastructure_and_its_own_tenant(
      EmbeddedInfrastructure infrastructure, TenantId tenant) {
    assertThat(infrastructure.mongoUri()).startsWith("mongodb://");
    assertThat(prepared.getLast()).isEqualTo(tenant);
    seen.add(infrastructure);
    tenants.add(tenant);
  }

  @AfterAll
  void one_infrastructure_and_different_tenants() {
    assertThat(tenants).doesNotHaveDuplicates().hasSize(2);
    assertThat(seen.getFirst()).isSameAs(seen.getLast());
  }
}

package dev.batuta.orchestrator.scaling;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an agent's instances are sized for.
 *
 * @param drainWithin how soon what waits is to be done; positive
 * @param targetUtilization per cent of its places that an instance is meant to use; 1 to 100
 * @param capacityWhenUnknown places of an instance while none was heard of; at least 1
 * @param mostInstances wished at the most; at least 1
 */
@ConfigurationProperties("orchestrator.scaling")
record ScalingProperties(
    @DefaultValue("10s") Duration drainWithin,
    @DefaultValue("80") int targetUtilization,
    @DefaultValue("64") int capacityWhenUnknown,
    @DefaultValue("100") int mostInstances) {
  ScalingProperties {
    if (!drainWithin.isPositive()) {
      throw new IllegalArgumentException("orchestrator.scaling.drain-within must be positive");
    }
    if (targetUtilization < 1 || targetUtilization > 100) {
      throw new IllegalArgumentException("orchestrator.scaling.target-utilization is 1 to 100");
    }
    if (capacityWhenUnknown < 1 || mostInstances < 1) {
      throw new IllegalArgumentException(
          "orchestrator.scaling: capacity-when-unknown and most-instances are at least 1");
    }
  }
}

package dev.batuta.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.batuta.contracts.message.Message;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private final JavaClasses contracts =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.batuta.contracts");

  @Test
  void contracts_know_neither_spring_nor_kafka_nor_a_database() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "org.apache.kafka..", "com.mongodb..", "org.bson..")
        .check(contracts);
  }

  @Test
  void messages_are_records() {
    classes()
        .that()
        .implement(Message.class)
        .should()
        .beRecords()
        .andShould()
        .bePublic()
        .check(contracts);
  }

  @Test
  void no_static_field_changes() {
    fields().that().areStatic().should().beFinal().check(contracts);
  }
}

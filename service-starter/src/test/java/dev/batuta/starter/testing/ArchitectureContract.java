package dev.batuta.starter.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.ProblemDetail;

/** The rules of CONTRIBUTING.md that a machine can check; each module's tests extend it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureContract {
  private static final int LONGEST_CLASS = 500;

  private final JavaClasses classes;

  /** Checks the production classes below {@code rootPackage}. */
  protected ArchitectureContract(String rootPackage) {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(rootPackage);
  }

  @Test
  void time_comes_from_an_instant_source_and_nothing_sleeps() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("TimeConfiguration")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class));
  }

  @Test
  void no_static_field_changes() {
    check(fields().that().areStatic().should().beFinal());
  }

  @Test
  void dependencies_come_through_the_constructor() {
    check(
        noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value"));
    check(
        noMethods()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"));
  }

  @Test
  void classes_are_named_for_what_they_are() {
    check(
        noClasses()
            .that()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Processor2)"));
  }

  @Test
  void nobody_prints_to_the_console() {
    check(noClasses().should().accessField(System.class, "out"));
    check(noClasses().should().accessField(System.class, "err"));
  }

  @Test
  void problem_details_have_one_maker() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Problems")
            .should()
            .callMethod(
                ProblemDetail.class, "forStatus", org.springframework.http.HttpStatusCode.class)
            .orShould()
            .callMethod(ProblemDetail.class, "forStatus", int.class)
            .orShould()
            .callMethod(
                ProblemDetail.class,
                "forStatusAndDetail",
                org.springframework.http.HttpStatusCode.class,
                String.class));
  }

  @Test
  void only_stores_and_their_configuration_touch_the_database() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveSimpleNameNotEndingWith("Configuration")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.data.mongodb.core.MongoTemplate"));
  }

  @Test
  void no_class_is_longer_than_five_hundred_lines() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(
              sources
                  .filter(path -> path.toString().endsWith(".java"))
                  .filter(path -> lines(path) > LONGEST_CLASS))
          .isEmpty();
    }
  }

  private void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(classes);
  }

  private static long lines(Path path) {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

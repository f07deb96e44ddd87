package dev.batuta.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.batuta.embedded", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule FEATURES_HAVE_NO_CYCLES =
      slices().matching("dev.batuta.embedded.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SERVERS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("dev.batuta.embedded.(mongo|kafka|redis)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule STATIC_FIELDS_DO_NOT_CHANGE =
      fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule NOBODY_SLEEPS =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest static final ArchRule NOBODY_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING =
      classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Impl|Processor)$");

  @ArchTest
  static final ArchRule NO_SPRING =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..");
}

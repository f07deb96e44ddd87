package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InputSchemaTest {
  private static final InputSchema ORDER =
      new InputSchema(
          json(
              """
              {'type':'object','required':['name','lines'],'additionalProperties':false,
               'properties':{'name':{'type':'string','minLength':1},
                 'lines':{'type':'array','items':{'$ref':'#/$defs/line'}}},
               '$defs':{'line':{'type':'object','properties':{'n':{'type':'integer'}}}}}
              """));

  private static List<String> pointers(String input) {
    return ORDER.faults("#/input", json(input)).stream().map(Fault::pointer).distinct().toList();
  }

  @Test
  void what_fits_has_no_faults() {
    assertThat(pointers("{'name':'Ana','lines':[{'n':1},{}]}")).isEmpty();
  }

  @Test
  void every_place_that_does_not_fit_is_named() {
    assertThat(pointers("{'name':'','lines':[{'n':1},{'n':'x'},7]}"))
        .containsExactlyInAnyOrder("#/input/name", "#/input/lines/1/n", "#/input/lines/2");
    assertThat(pointers("{'name':'Ana','lines':[],'more':1}")).containsExactly("#/input");
    assertThat(pointers("{}")).containsExactly("#/input");
    assertThat(pointers("7")).containsExactly("#/input");
  }

  @Test
  void no_more_than_a_hundred_are_named() {
    String lines = "{'n':'x'},".repeat(500) + "{'n':'x'}";

    assertThat(ORDER.faults("#", json("{'name':'Ana','lines':[" + lines + "]}"))).hasSize(100);
  }

  @Test
  void a_schema_is_checked_against_what_schemas_are() {
    assertThat(InputSchema.faultsOf("#/s", json("{'type':'object','required':'name'}")))
        .extracting(Fault::pointer)
        .containsOnly("#/s/required");
    assertThat(InputSchema.faultsOf("#/s", json("{'required':['name'],'x':{}}"))).isEmpty();
  }

  @Test
  void a_schema_refers_to_itself_only() {
    assertThat(
            InputSchema.faultsOf(
                "#/s",
                json("{'allOf':[{'$ref':'file:///etc/passwd'},{'$dynamicRef':'other.json'}]}")))
        .extracting(Fault::pointer)
        .containsExactly("#/s/allOf/0/$ref", "#/s/allOf/1/$dynamicRef");
    assertThat(InputSchema.faultsOf("#/s", json("{'$ref':'#/$defs/gone'}"))).hasSize(1);
  }

  @Test
  void what_cannot_be_compared_and_what_never_ends_are_faults_and_no_accidents() {
    InputSchema integers =
        new InputSchema(json("{'properties':{'n':{'type':'integer','minimum':1}}}"));
    InputSchema endless =
        new InputSchema(
            json("{'properties':{'n':{'$ref':'#/$defs/n'}},'$defs':{'n':{'$ref':'#/$defs/n'}}}"));

    assertThat(integers.faults("#", json("{'n':1E400}"))).hasSize(1);
    assertThat(endless.faults("#", json("{'n':1}"))).hasSize(1);
    assertThat(InputSchema.faultsOf("#", json("{'$ref':'#'}"))).hasSize(1);
  }

  @Test
  void the_same_name_in_two_schemas_means_each_ones_own() {
    InputSchema numbers = new InputSchema(json("{'$id':'https://example.org/s','type':'number'}"));
    InputSchema texts = new InputSchema(json("{'$id':'https://example.org/s','type':'string'}"));

    assertThat(numbers.faults("#", json("7"))).isEmpty();
    assertThat(texts.faults("#", json("7"))).hasSize(1);
    assertThat(texts.faults("#", json("'x'"))).isEmpty();
    assertThat(numbers.faults("#", json("'x'"))).hasSize(1);
  }
}

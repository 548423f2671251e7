package io.colloquy.llm.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.Models.Family;
import io.colloquy.llm.model.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may answer what (page 012). */
class RoutesTest {

  private static final List<String> ORDER =
      List.of("gemini-2.5-flash", "gemini-2.0-flash", "claude-3-7-sonnet", "gpt-4o");

  private final ScriptedModel builtin = new ScriptedModel("builtin");
  private final ScriptedModel openAi = new ScriptedModel("openai");
  private final ScriptedModel gemini = new ScriptedModel("gemini");
  private final ScriptedModel custom = new ScriptedModel("custom");
  private final Models models =
      new Models(
          builtin,
          List.of(Family.of("gpt-", openAi), Family.of("gemini-", gemini)),
          Optional.of(openAi),
          true,
          _ -> custom);

  @Test
  void thePreferredModelIsFollowedByTheUsualOrderOfThoseThatAreHere() {
    assertThat(routes("gpt-5"))
        .containsExactly(
            "openai/gpt-5", "gemini/gemini-2.5-flash", "gemini/gemini-2.0-flash", "openai/gpt-4o");
  }

  @Test
  void aModelOfTheOrderThatIsPreferredIsNotAskedTwice() {
    assertThat(routes("gemini-2.5-flash"))
        .containsExactly("gemini/gemini-2.5-flash", "gemini/gemini-2.0-flash", "openai/gpt-4o");
  }

  @Test
  void aCustomersOwnModelStandsForItself() {
    var own =
        new CustomModel(
            "https://models.example",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Json.MAPPER.createObjectNode(),
            Optional.empty());
    var plan = routes((_, _) -> true).plan(request(CustomModel.ID, Optional.of(own), false));
    assertThat(plan.orElseThrow().routes()).extracting(Route::model).containsExactly(custom);
    assertThat(plan.orElseThrow().health()).isEqualTo(Health.UNKNOWN);
  }

  @Test
  void whoMustKeepNothingGetsNoModelThatKeepsSomethingNotEvenThePreferred() {
    Routes.Fitness fitness = (id, needs) -> !needs.zeroRetention() || id.startsWith("gemini-");
    assertThat(plan(fitness, request("gpt-5", Optional.empty(), true)))
        .containsExactly("gemini/gemini-2.5-flash", "gemini/gemini-2.0-flash");
    assertThat(
            routes((_, needs) -> !needs.zeroRetention())
                .plan(request("gpt-5", Optional.empty(), true)))
        .isEmpty();
  }

  @Test
  void whatStandsInForAModelDoesNotKeepItsPromises() {
    assertThat(plan((_, _) -> true, request("claude-3-haiku", Optional.empty(), true)))
        .doesNotContain("openai/claude-3-haiku")
        .contains("gemini/gemini-2.5-flash");
  }

  @Test
  void aBackupLooksAtPicturesAndReadsAllOfItWhereThatIsNeeded() {
    Routes.Fitness fitness =
        (id, needs) ->
            (!needs.images() || id.equals("gpt-4o"))
                && (needs.tokens() < 1_000 || id.contains("2.5"));
    var picture =
        ChatMessage.user("Look.", List.of(new SentFile("file_1", "a.png", "image/png", 10)));
    assertThat(plan(fitness, request("gpt-5", List.of(picture))))
        .containsExactly("openai/gpt-5", "openai/gpt-4o");
    assertThat(plan(fitness, request("gpt-5", List.of(ChatMessage.user("x".repeat(4_000))))))
        .containsExactly("openai/gpt-5", "gemini/gemini-2.5-flash");
  }

  @Test
  void whoCannotKeepToASchemaIsNotAskedForOne() {
    openAi.keepsToSchemas = false;
    var schema = Json.read("{\"type\":\"object\"}", ObjectNode.class);
    var question = BackgroundQuestion.of("gpt-5", List.of(ChatMessage.user("Is it done?")));
    assertThat(names(routes((_, _) -> true).plan(question.withAnswerSchema(schema))))
        .containsExactly("gemini/gemini-2.5-flash", "gemini/gemini-2.0-flash");
    gemini.keepsToSchemas = false;
    assertThat(routes((_, _) -> true).plan(question.withAnswerSchema(schema))).isEmpty();
  }

  @Test
  void withoutAProviderTheBuiltinModelAnswersAlone() {
    var demo =
        new Routes(
            new Models(builtin, Optional.empty(), true), ORDER, (_, _) -> true, Health.UNKNOWN);
    assertThat(names(demo.plan(request("gpt-4o", Optional.empty(), false))))
        .containsExactly("builtin/gpt-4o");
  }

  @Test
  void aWorkspaceWithAKeyIsServedByItsOwnAndNeverByTheDeployments() {
    LanguageModel own = new ScriptedModel("openai");
    Routes.OwnModels keys =
        (workspace, id) -> Optional.of(own).filter(_ -> workspace.equals("ws_1") && isOpenAis(id));
    var routes = new Routes(models, keys, ORDER, (_, _) -> true, Health.UNKNOWN);

    var plan = routes.plan(request("ws_1", "gpt-5"));

    assertThat(names(plan))
        .containsExactly(
            "openai/ws_1/gpt-5",
            "gemini/gemini-2.5-flash",
            "gemini/gemini-2.0-flash",
            "openai/ws_1/gpt-4o");
    assertThat(plan.orElseThrow().routes())
        .filteredOn(route -> isOpenAis(route.modelId()))
        .extracting(Route::model)
        .containsOnly(own);
    assertThat(names(routes.plan(request("ws_2", "gpt-5"))))
        .isEqualTo(routes("gpt-5"))
        .startsWith("openai/gpt-5");
  }

  @Test
  void aKeyOfItsOwnIsABackupThatTheDeploymentDoesNotHave() {
    LanguageModel own = new ScriptedModel("openai");
    Routes.OwnModels keys = (_, id) -> Optional.of(own).filter(_ -> isOpenAis(id));
    var demo =
        new Routes(
            new Models(builtin, Optional.empty(), true),
            keys,
            ORDER,
            (_, _) -> true,
            Health.UNKNOWN);

    assertThat(names(demo.plan(request("ws_1", "claude-3-haiku"))))
        .containsExactly("builtin/claude-3-haiku", "openai/ws_1/gpt-4o");
  }

  @Test
  void withAKeyOfItsOwnAWorkspaceHasAModelThatKeepsNothing() {
    LanguageModel own = new ScriptedModel("anthropic");
    Routes.OwnModels keys =
        (workspace, id) ->
            Optional.of(own).filter(_ -> workspace.equals("ws_1") && id.startsWith("claude-"));
    Routes.Fitness fitness = (id, needs) -> !needs.zeroRetention() || id.startsWith("claude-");
    var routes = new Routes(models, keys, ORDER, fitness, Health.UNKNOWN);
    var mine = new Terms("ws_1", Terms.Use.VOICE, true);
    var others = new Terms("ws_2", Terms.Use.VOICE, true);

    assertThat(names(routes.plan(request("claude-3-haiku", Optional.empty(), mine))))
        .containsExactly("anthropic/ws_1/claude-3-haiku", "anthropic/ws_1/claude-3-7-sonnet");
    assertThat(routes.plan(request("claude-3-haiku", Optional.empty(), others))).isEmpty();
  }

  @Test
  void workInTheBackgroundUsesTheKeyOfItsWorkspace() {
    LanguageModel own = new ScriptedModel("openai");
    Routes.OwnModels keys =
        (workspace, _) -> Optional.of(own).filter(_ -> workspace.equals("ws_1"));
    var routes = new Routes(models, keys, List.of(), (_, _) -> true, Health.UNKNOWN);
    var messages = List.of(ChatMessage.user("Is it done?"));
    var terms = Terms.background("ws_1");
    var question =
        new BackgroundQuestion(
            "gpt-5", messages, 0, -1, List.of(), Optional.empty(), Optional.empty(), terms);

    assertThat(names(routes.plan(question))).containsExactly("openai/ws_1/gpt-5");
    assertThat(names(routes.plan(BackgroundQuestion.of("gpt-5", messages))))
        .containsExactly("openai/gpt-5");
  }

  private static boolean isOpenAis(String id) {
    return id.startsWith("gpt-");
  }

  private static LlmRequest.Generate request(String workspace, String model) {
    return request(model, Optional.empty(), new Terms(workspace, Terms.Use.VOICE, false));
  }

  private List<String> routes(String model) {
    return plan((_, _) -> true, request(model, Optional.empty(), false));
  }

  private List<String> plan(Routes.Fitness fitness, LlmRequest.Generate request) {
    return names(routes(fitness).plan(request));
  }

  private static List<String> names(Optional<Plan> plan) {
    return plan.orElseThrow().routes().stream().map(Route::toString).toList();
  }

  private Routes routes(Routes.Fitness fitness) {
    return new Routes(models, ORDER, fitness, Health.UNKNOWN);
  }

  private static LlmRequest.Generate request(String model, List<ChatMessage> messages) {
    return new LlmRequest.Generate("conv_1", "gen_1", model, messages, 0, -1, 0);
  }

  private static LlmRequest.Generate request(
      String model, Optional<CustomModel> custom, boolean zeroRetention) {
    return request(model, custom, new Terms("default", Terms.Use.VOICE, zeroRetention));
  }

  private static LlmRequest.Generate request(
      String model, Optional<CustomModel> custom, Terms terms) {
    return new LlmRequest.Generate(
        "conv_1",
        "gen_1",
        model,
        List.of(ChatMessage.user("hi")),
        List.of(),
        0,
        -1,
        custom,
        0,
        Optional.empty(),
        terms);
  }
}

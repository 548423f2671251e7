package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.CollectedResult;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.analysis.EvaluationRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates a conversation: whether its goals were met, what it told, what it was about.
 *
 * <pre>
 *   all that is asked for ──▶ forms of up to 20 things ──▶ judge ──▶ findings
 *                                                            │ failed, or left something out
 *                                                            ▼
 *                                              a form for each thing alone ──▶ finding, or unknown
 * </pre>
 *
 * <p>Every criterion ends with a result and every data point with a value or null, each with its
 * reason, whatever the judge does. Calls block as long as the judge does.
 */
final class Evaluator {

  private static final int THINGS_IN_A_FORM = 20;

  private final Judge judge;
  private final int budget;

  /**
   * @param budget how many characters of a transcript, and of a knowledge base, the judge is given
   */
  Evaluator(Judge judge, int budget) {
    this.judge = judge;
    this.budget = budget;
  }

  Evaluation evaluate(EvaluationRequest request) {
    var run = new Run(request);
    return new Evaluation(run.analysis(), !run.away);
  }

  /** One evaluation. */
  private final class Run {

    private final EvaluationRequest request;
    private final List<DataPoint> open = new ArrayList<>();
    private final Map<String, CollectedResult> known = new LinkedHashMap<>();
    private final Map<Record, String> reasons = new LinkedHashMap<>();
    private Findings findings = Findings.none();
    private Optional<String> hopeless = Optional.empty();
    private boolean away;

    Run(EvaluationRequest request) {
      this.request = request;
      request.dataCollection().forEach((id, schema) -> sort(new DataPoint(id, schema)));
      if (Facts.nothingHappened(request.transcript())) {
        hopeless = Optional.of("Nothing was said in this conversation.");
      }
    }

    /** What has its value from elsewhere is asked of nobody. */
    private void sort(DataPoint point) {
      var variable = point.variable().map(name -> request.dynamicVariables().get(name));
      if (point.constant().isPresent()) {
        know(point, point.constant().get(), "The value is set in the agent's configuration.");
      } else if (variable.isPresent()) {
        var value = Json.MAPPER.<JsonNode>valueToTree(variable.get());
        know(point, value, "The value is that of a dynamic variable.");
      } else {
        open.add(point);
      }
    }

    private void know(DataPoint point, JsonNode value, String rationale) {
      var legal = point.legal(value);
      known.put(
          point.id(),
          new CollectedResult(
              point.id(),
              legal.orElse(NullNode.getInstance()),
              point.schema(),
              legal.isPresent() ? rationale : rationale + " It is no " + point.type() + "."));
    }

    Analysis analysis() {
      for (var form : forms()) {
        ask(form);
      }
      for (var form : unanswered()) {
        ask(form);
      }
      return conclusion();
    }

    private List<Form> forms() {
      List<Form> forms = new ArrayList<>();
      int things = request.criteria().size() + open.size();
      for (int start = 0; start == 0 || start < things; start += THINGS_IN_A_FORM) {
        int end = Math.min(things, start + THINGS_IN_A_FORM);
        int goals = request.criteria().size();
        forms.add(
            new Form(
                start == 0,
                request.criteria().subList(Math.min(start, goals), Math.min(end, goals)),
                open.subList(Math.max(0, start - goals), Math.max(0, end - goals))));
      }
      return forms;
    }

    /** What the first round left open, each alone, so that one cannot spoil the others. */
    private List<Form> unanswered() {
      List<Form> forms = new ArrayList<>();
      if (findings.overview().isEmpty()) {
        forms.add(Form.overview());
      }
      request.criteria().stream()
          .filter(criterion -> !findings.criteria().containsKey(criterion.id()))
          .map(Form::of)
          .forEach(forms::add);
      open.stream()
          .filter(point -> !findings.collected().containsKey(point.id()))
          .map(Form::of)
          .forEach(forms::add);
      return forms;
    }

    private void ask(Form form) {
      if (hopeless.isPresent()) {
        return;
      }
      try {
        findings = findings.and(form.read(judge.answer(question(form))));
        note(form, "The model's answer did not hold this.");
      } catch (NoJudgement e) {
        note(form, e.getMessage());
        if (e.kind() != NoJudgement.Kind.THIS_QUESTION) {
          hopeless = Optional.of(e.getMessage());
          away = e.kind() == NoJudgement.Kind.AWAY;
        }
      }
    }

    private void note(Form form, String reason) {
      form.criteria().forEach(criterion -> reasons.put(criterion, reason));
      form.data().forEach(point -> reasons.put(point, reason));
    }

    private Judge.Question question(Form form) {
      return new Judge.Question(
          Wording.instructions(form, request.language()),
          Wording.material(form, request, budget),
          form.schema());
    }

    private Analysis conclusion() {
      Map<String, CriterionResult> goals = new LinkedHashMap<>();
      for (var criterion : request.criteria()) {
        goals.put(
            criterion.id(),
            Optional.ofNullable(findings.criteria().get(criterion.id()))
                .orElseGet(
                    () -> new CriterionResult(criterion.id(), Success.UNKNOWN, reason(criterion))));
      }
      return new Analysis(
          goals,
          collected(),
          successful(goals),
          findings
              .overview()
              .map(Findings.Overview::summary)
              .orElseGet(() -> Facts.of(request.transcript())),
          findings.overview().flatMap(Findings.Overview::title));
    }

    private Map<String, CollectedResult> collected() {
      Map<String, CollectedResult> collected = new LinkedHashMap<>();
      request.dataCollection().forEach((id, schema) -> collected.put(id, collected(id)));
      return collected;
    }

    private CollectedResult collected(String id) {
      return Optional.ofNullable(known.get(id))
          .or(() -> Optional.ofNullable(findings.collected().get(id)))
          .orElseGet(
              () -> {
                var point = new DataPoint(id, request.dataCollection().get(id));
                return new CollectedResult(
                    id, NullNode.getInstance(), point.schema(), reason(point));
              });
    }

    private String reason(Record thing) {
      return Optional.ofNullable(reasons.get(thing))
          .or(() -> hopeless)
          .orElse("It was not judged.");
    }

    /** With goals the goals decide; without any, what the judge thinks of the whole. */
    private Success successful(Map<String, CriterionResult> goals) {
      if (goals.isEmpty()) {
        return findings.overview().map(Findings.Overview::successful).orElse(Success.UNKNOWN);
      }
      var results = goals.values().stream().map(CriterionResult::result).toList();
      if (results.contains(Success.FAILURE)) {
        return Success.FAILURE;
      }
      return results.contains(Success.UNKNOWN) ? Success.UNKNOWN : Success.SUCCESS;
    }
  }
}

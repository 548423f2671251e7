package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.colloquy.contracts.agent.OneOf;
import io.colloquy.rest.Flaw;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/** Violations of the model's constraints as flaws of a request. */
final class Constraints {

  static Flaw flaw(ConstraintViolation<?> violation) {
    var loc = loc(violation.getPropertyPath());
    return switch (violation.getConstraintDescriptor().getAnnotation()) {
      case NotNull _ -> Flaw.missing(loc);
      case Min min -> atLeast(loc, Long.toString(min.value()));
      case Max max -> atMost(loc, Long.toString(max.value()));
      case DecimalMin min when min.inclusive() -> atLeast(loc, min.value());
      case DecimalMax max when max.inclusive() -> atMost(loc, max.value());
      case DecimalMin min ->
          new Flaw(loc, "Input should be greater than " + min.value(), "greater_than");
      case DecimalMax max -> new Flaw(loc, "Input should be less than " + max.value(), "less_than");
      case OneOf names ->
          new Flaw(loc, "Input should be '" + String.join("', '", names.value()) + "'", "enum");
      case Size size -> size(loc, size, violation.getInvalidValue());
      default -> Flaw.ofValue(loc, violation.getMessage());
    };
  }

  private static Flaw atLeast(List<Object> loc, String limit) {
    return new Flaw(loc, "Input should be greater than or equal to " + limit, "greater_than_equal");
  }

  private static Flaw atMost(List<Object> loc, String limit) {
    return new Flaw(loc, "Input should be less than or equal to " + limit, "less_than_equal");
  }

  private static Flaw size(List<Object> loc, Size size, Object value) {
    return value instanceof CharSequence
        ? new Flaw(
            loc, "String should have at least " + size.min() + " character", "string_too_short")
        : new Flaw(loc, "List should have at most " + size.max() + " items", "too_long");
  }

  private static List<Object> loc(Path path) {
    List<Object> loc = new ArrayList<>();
    for (var node : path) {
      if (node.getIndex() != null) {
        loc.add(node.getIndex());
      }
      if (node.getKey() != null) {
        loc.add(node.getKey());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        loc.add(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(node.getName()));
      }
    }
    return loc;
  }

  private Constraints() {}
}

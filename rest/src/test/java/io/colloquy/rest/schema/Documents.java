package io.colloquy.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes documents that fit a schema, the same ones for the same seed. */
final class Documents {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEP = 9;
  private static final List<String> SAMPLES = List.of("order_status-2", "1.2.3", "12:30", "a");

  private final Random random;

  Documents(long seed) {
    this.random = new Random(seed);
  }

  JsonNode fitting(Schema schema) {
    return fitting(schema, 0);
  }

  private JsonNode fitting(Schema schema, int depth) {
    return switch (schema) {
      case Schema.Anything _ -> NODES.textNode("anything");
      case Schema.Nothing _ -> NODES.nullNode();
      case Schema.Flag _ -> NODES.booleanNode(random.nextBoolean());
      case Schema.Text text -> NODES.textNode(text(text));
      case Schema.Amount amount -> number(amount);
      case Schema.Choice choice -> choice.values().get(random.nextInt(choice.values().size()));
      case Schema.Listing list -> list(list, depth);
      case Schema.Structure structure -> object(structure, depth);
      case Schema.Tagged tagged -> tagged(tagged, depth);
      case Schema.Union union -> union(union, depth);
      case Schema.Named named -> fitting(named.schema(), depth);
    };
  }

  private String text(Schema.Text schema) {
    if (schema.pattern().isPresent()) {
      var pattern = schema.pattern().get();
      return SAMPLES.stream().filter(text -> fits(pattern, text)).findFirst().orElseThrow();
    }
    int shortest = schema.shortest().orElse(0);
    int longest = Math.min(schema.longest().orElse(12), shortest + 12);
    int length = shortest + random.nextInt(longest - shortest + 1);
    return Stream.generate(() -> "aé😀 \"\\\n")
        .limit(length + 1L)
        .reduce("", String::concat)
        .codePoints()
        .limit(length)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean fits(Pattern pattern, String text) {
    return pattern.matcher(text).find();
  }

  private JsonNode number(Schema.Amount schema) {
    double least = schema.least().or(schema::above).map(BigDecimal::doubleValue).orElse(-5.0);
    double most = schema.most().or(schema::below).map(BigDecimal::doubleValue).orElse(least + 10);
    if (!schema.whole()) {
      return NODES.numberNode(least + (most - least) * (0.05 + 0.9 * random.nextDouble()));
    }
    long lowest = (long) Math.floor(least) + (schema.above().isPresent() ? 1 : 0);
    long highest = (long) Math.ceil(most) - (schema.below().isPresent() ? 1 : 0);
    return NODES.numberNode(lowest + random.nextLong(highest - lowest + 1));
  }

  private JsonNode list(Schema.Listing schema, int depth) {
    int fewest = schema.fewest().orElse(0);
    int size = fewest + (depth > DEEP ? 0 : random.nextInt(3));
    var list = NODES.arrayNode();
    for (int i = 0; i < Math.min(size, schema.most().orElse(size)); i++) {
      list.add(fitting(schema.items(), depth + 1));
    }
    return list;
  }

  private ObjectNode object(Schema.Structure schema, int depth) {
    var object = NODES.objectNode();
    schema
        .members()
        .forEach(
            (name, member) -> {
              if (member.required() || (depth < DEEP && random.nextInt(3) > 0)) {
                object.set(name, fitting(member.schema(), depth + 1));
              }
            });
    if (depth < DEEP && random.nextInt(3) == 0) {
      object.set("not named é", fitting(schema.others(), depth + 1));
    }
    return object;
  }

  private JsonNode tagged(Schema.Tagged schema, int depth) {
    var tags = List.copyOf(schema.branches().keySet());
    // The first branches are the simple ones: they bring recursive schemas to an end.
    var tag = tags.get(depth > DEEP ? 0 : random.nextInt(tags.size()));
    ObjectNode object = (ObjectNode) fitting(schema.branches().get(tag), depth);
    return object.put(schema.tag(), tag);
  }

  private JsonNode union(Schema.Union schema, int depth) {
    var branches = schema.branches();
    if (depth > DEEP) {
      return schema.nullable() ? NODES.nullNode() : fitting(branches.getFirst(), depth);
    }
    return fitting(branches.get(random.nextInt(branches.size())), depth);
  }
}

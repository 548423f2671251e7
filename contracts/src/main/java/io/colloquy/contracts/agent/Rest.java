package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component of a record that keeps the members which the record does not name.
 *
 * <p>Jackson takes a member that happens to bear the component's own name for the whole map, and
 * drops what it had collected. So the component gets a name that no document can hold: PostgreSQL
 * stores no NUL, hence the REST interface takes none.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonAnySetter
@JsonAnyGetter
@JsonProperty("\u0000rest")
@interface Rest {}

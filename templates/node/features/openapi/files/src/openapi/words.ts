interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  anyOf?: Schema[];
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** A schema in words, such as `string, 1 to 200 characters` or `list of Todo`. */
export function typeOf(schema: Schema): string {
  const { $ref, anyOf, type, items, maxLength, minimum, maximum, format } = schema;
  if ($ref) return $ref.split('/').at(-1) ?? '';
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (items) return `list of ${typeOf(items)}`;
  if (maxLength) return `${type}, ${schema.minLength ?? 0} to ${maxLength} characters`;
  if (maximum !== undefined && maximum <= 1_000) return `${type}, ${minimum} to ${maximum}`;
  return format ?? type ?? '';
}

/** What a body or an answer holds. */
export function contentOf({ content = {} }: { content?: Record<string, { schema: Schema }> }) {
  const [media] = Object.values(content);
  return media ? typeOf(media.schema) : '';
}

import type { describeApi } from './document.ts';
import type { Json } from './schemas.ts';

// What the page shows of the document, which only here is looked at as data.

interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  format?: string;
  description?: string;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

interface Described {
  description: string;
  content?: Record<string, { schema: Schema }>;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
  description?: string;
}

interface Operation {
  tags: string[];
  operationId: string;
  summary: string;
  security?: Json[];
  parameters: Parameter[];
  requestBody?: Pick<Described, 'content'>;
  responses: Record<string, Described>;
}

export function outline(document: ReturnType<typeof describeApi>) {
  const paths = document.paths as unknown as Record<string, Record<string, Operation>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => entryOf(path, method, operation)),
  );
  const groups = Object.groupBy(operations, ({ tag }) => tag);
  return {
    info: document.info,
    groups: Object.entries(groups).map(([tag, entries]) => ({
      name: tag.charAt(0).toUpperCase() + tag.slice(1),
      operations: entries ?? [],
    })),
    schemas: Object.entries(document.components.schemas as Record<string, Schema>).map(
      ([name, { description, properties = {}, required = [] }]) => ({
        name,
        description,
        fields: Object.entries(properties).map(([field, schema]) => ({
          name: field,
          type: typeOf(schema),
          description: schema.description,
          required: required.includes(field),
        })),
      }),
    ),
  };
}

function entryOf(path: string, method: string, operation: Operation) {
  const { tags, operationId, summary, security, parameters, requestBody, responses } = operation;
  return {
    tag: tags[0] ?? '',
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    needsSession: security !== undefined,
    parameters: parameters.map(({ name, in: place, required, schema, description }) => ({
      name,
      place,
      required,
      type: typeOf(schema),
      description: description ?? schema.description,
    })),
    body: requestBody && contentOf(requestBody),
    answers: Object.entries(responses).map(([status, response]) => ({
      status,
      description: response.description,
      type: contentOf(response),
    })),
  };
}

function contentOf({ content = {} }: Pick<Described, 'content'>): string {
  const [media] = Object.values(content);
  return media ? typeOf(media.schema) : '';
}

/** Such as `string, 1 to 200 characters` or `list of Todo`. */
function typeOf(schema: Schema): string {
  const { $ref, anyOf, type, items, maxLength, minimum, maximum, format } = schema;
  if ($ref) return $ref.split('/').at(-1) ?? '';
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (items) return `list of ${typeOf(items)}`;
  if (maxLength) return `${type}, ${schema.minLength ?? 0} to ${maxLength} characters`;
  if (maximum !== undefined && maximum <= 1_000) return `${type}, ${minimum} to ${maximum}`;
  return format ?? type ?? '';
}
